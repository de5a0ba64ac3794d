import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { type EventName, type FoundEvent, waitForFirstEvent } from '../internal/events.ts';
import type { WaitForTransactionParameters } from '../waitForTransaction.ts';

type VaultAbi = (typeof dataVault)['abi'];

/** The names of the vault's events. */
export type VaultEventName = EventName<VaultAbi>;

export type WaitForEventParameters<name extends VaultEventName> = WaitForTransactionParameters &
  VaultParameter & { eventName: name };

export type WaitForEventReturnType<name extends VaultEventName> = FoundEvent<VaultAbi, name>;

/**
 * Waits until a transaction is mined and returns the first of the vault's events of that name.
 *
 * Throws {@link EventNotFoundError}, {@link TransactionRevertedError}, {@link ContractUnknownError}; viem's
 * `WaitForTransactionReceiptTimeoutError`.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: buyer, chain, transport: http() }).extend(tallystick({ vault }))
 * const hash = await client.vault.purchaseWithPermit({ offer })
 * const { args } = await client.vault.waitForEvent({ hash, eventName: 'AccessPurchased' })
 * console.log(args.salt, args.latestStart)
 */
export async function waitForEvent<const name extends VaultEventName>(
  client: ActionClient,
  parameters: WaitForEventParameters<name>,
): Promise<WaitForEventReturnType<name>> {
  return waitForFirstEvent(client, dataVault, parameters);
}
