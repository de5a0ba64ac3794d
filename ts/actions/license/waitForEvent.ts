import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { type EventName, type FoundEvent, waitForFirstEvent } from '../internal/events.ts';
import type { WaitForTransactionParameters } from '../waitForTransaction.ts';

type LicenseAbi = (typeof modelLicense)['abi'];

/** The names of the licence contract's events. */
export type LicenseEventName = EventName<LicenseAbi>;

export type WaitForEventParameters<name extends LicenseEventName> = WaitForTransactionParameters &
  LicenseParameter & { eventName: name };

export type WaitForEventReturnType<name extends LicenseEventName> = FoundEvent<LicenseAbi, name>;

/**
 * Waits until a transaction is mined and returns the first of the licence contract's events of that name. A plan in it is
 * what `fromPlanStruct` takes.
 *
 * Throws {@link EventNotFoundError}, {@link TransactionRevertedError}, {@link ContractUnknownError}; viem's
 * `WaitForTransactionReceiptTimeoutError`.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: buyer, chain, transport: http() }).extend(tallystick({ license }))
 * const hash = await client.license.acquireLicense({ modelId, price: 1_000n })
 * const { args } = await client.license.waitForEvent({ hash, eventName: 'LicenseAcquired' })
 * console.log(args.remainingUses) // 1n
 */
export async function waitForEvent<const name extends LicenseEventName>(
  client: ActionClient,
  parameters: WaitForEventParameters<name>,
): Promise<WaitForEventReturnType<name>> {
  return waitForFirstEvent(client, modelLicense, parameters);
}
