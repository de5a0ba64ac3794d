import type { Hash, Hex } from 'viem';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { requirePrice } from '../internal/licenseChecks.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type AcquireLicenseParameters = WriteParameters &
  LicenseParameter & {
    modelId: Hex;
    /** What the account pays: the model's price per use, in wei. Any other is refused. */
    price: bigint;
  };

/** The transaction's hash. */
export type AcquireLicenseReturnType = Hash;

/**
 * Buys one use for the account, at the model's price per use, which {@link getPricePerUse} tells. Calls
 * `acquireLicense(modelId)`.
 *
 * Throws {@link NoPricePerUseError}, {@link WrongValueError}, {@link PlanClosedError}, {@link SoldOutError},
 * {@link TooManyUsesError}, {@link PriceTooHighError}, {@link ValueOutOfRangeError}, {@link AccountRequiredError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: buyer, chain, transport: http() }).extend(tallystick({ license }))
 * const { price } = await client.license.getPricePerUse({ modelId })
 * const hash = await client.license.acquireLicense({ modelId, price })
 * const { args } = await client.license.waitForEvent({ hash, eventName: 'LicenseAcquired' })
 * console.log(args.remainingUses) // 1n
 */
export async function acquireLicense(
  client: ActionClient,
  parameters: AcquireLicenseParameters,
): Promise<AcquireLicenseReturnType> {
  const { modelId, price, ...transaction } = parameters;
  requirePrice('price', price);
  return write(client, modelLicense, transaction, { functionName: 'acquireLicense', args: [modelId], value: price });
}
