import type { Hash, Hex } from 'viem';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { requirePrice } from '../internal/licenseChecks.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type RegisterModelParameters = WriteParameters &
  LicenseParameter & {
    /** `modelIdOf(account, number)`: only the account in its high 160 bits may register it. */
    modelId: Hex;
    /** Where the model is found. */
    modelURI: string;
    /** Wei that `acquireLicense` costs from now on; 96 bits. */
    pricePerUse: bigint;
  };

/** The transaction's hash. */
export type RegisterModelReturnType = Hash;

/**
 * Registers a model without parents and content digest, whose creator gets all, and which sells single uses for the
 * native coin. Calls `registerModel(modelId, modelURI, pricePerUse)`. {@link publishModel} takes parents, payees and a
 * digest.
 *
 * Throws {@link ModelExistsError}, {@link NotAllowedError}, {@link PriceTooHighError}, {@link ValueOutOfRangeError},
 * {@link AccountRequiredError}.
 *
 * @example
 * import { createWalletClient, http, parseEther } from 'viem'
 * import { modelIdOf, tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: creator, chain, transport: http() }).extend(tallystick({ license }))
 * const modelId = modelIdOf(creator.address, 101n)
 * const hash = await client.license.registerModel({ modelId, modelURI: 'ipfs://…', pricePerUse: parseEther('0.001') })
 * await client.license.waitForTransaction({ hash })
 */
export async function registerModel(
  client: ActionClient,
  parameters: RegisterModelParameters,
): Promise<RegisterModelReturnType> {
  const { modelId, modelURI, pricePerUse, ...transaction } = parameters;
  requirePrice('pricePerUse', pricePerUse);
  return write(client, modelLicense, transaction, {
    functionName: 'registerModel',
    args: [modelId, modelURI, pricePerUse],
  });
}
