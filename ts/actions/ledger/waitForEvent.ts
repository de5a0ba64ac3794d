import type { ActionClient } from '../internal/client.ts';
import { type EscrowParameter, inferenceEscrow } from '../internal/contracts/inferenceEscrow.ts';
import { type EventName, type FoundEvent, waitForFirstEvent } from '../internal/events.ts';
import type { WaitForTransactionParameters } from '../waitForTransaction.ts';

type EscrowAbi = (typeof inferenceEscrow)['abi'];

/** The names of the escrow's events. */
export type EscrowEventName = EventName<EscrowAbi>;

export type WaitForEventParameters<name extends EscrowEventName> = WaitForTransactionParameters &
  EscrowParameter & { eventName: name };

export type WaitForEventReturnType<name extends EscrowEventName> = FoundEvent<EscrowAbi, name>;

/**
 * Waits until a transaction is mined and returns the first of the escrow's events of that name.
 *
 * Throws {@link EventNotFoundError}, {@link TransactionRevertedError}, {@link ContractUnknownError}; viem's
 * `WaitForTransactionReceiptTimeoutError`.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: payer, chain, transport: http() }).extend(tallystick({ escrow }))
 * const hash = await client.ledger.depositNative({ amount: 1_000n })
 * const { args } = await client.ledger.waitForEvent({ hash, eventName: 'Deposited' })
 * console.log(args.amount) // 1000n
 */
export async function waitForEvent<const name extends EscrowEventName>(
  client: ActionClient,
  parameters: WaitForEventParameters<name>,
): Promise<WaitForEventReturnType<name>> {
  return waitForFirstEvent(client, inferenceEscrow, parameters);
}
