import type { Hash, Hex } from 'viem';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { requirePrice } from '../internal/licenseChecks.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type SetPricePerUseParameters = WriteParameters &
  LicenseParameter & {
    /** A model of the account. */
    modelId: Hex;
    /** Wei; 96 bits. */
    pricePerUse: bigint;
    /** The split of the model that it earns for. */
    splitId: Hex;
  };

/** The transaction's hash. */
export type SetPricePerUseReturnType = Hash;

/**
 * Says what {@link acquireLicense} costs from now on. The price before is no longer sold. Calls
 * `setPricePerUse(modelId, pricePerUse, splitId)`.
 *
 * Throws {@link UnknownModelError}, {@link UnknownSplitError}, {@link NotAllowedError}, {@link PriceTooHighError},
 * {@link ValueOutOfRangeError}, {@link AccountRequiredError}.
 *
 * @example
 * import { createWalletClient, http, parseEther } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: creator, chain, transport: http() }).extend(tallystick({ license }))
 * const hash = await client.license.setPricePerUse({ modelId, pricePerUse: parseEther('0.002'), splitId })
 * await client.license.waitForTransaction({ hash })
 */
export async function setPricePerUse(
  client: ActionClient,
  parameters: SetPricePerUseParameters,
): Promise<SetPricePerUseReturnType> {
  const { modelId, pricePerUse, splitId, ...transaction } = parameters;
  requirePrice('pricePerUse', pricePerUse);
  return write(client, modelLicense, transaction, {
    functionName: 'setPricePerUse',
    args: [modelId, pricePerUse, splitId],
  });
}
