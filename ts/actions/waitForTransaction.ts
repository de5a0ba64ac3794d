import type { ContractEventName, Hash, TransactionReceipt } from 'viem';
import { isAddressEqual, type ParseEventLogsReturnType, parseEventLogs } from 'viem';
import { waitForTransactionReceipt } from 'viem/actions';
import { inferenceEscrowAbi } from '../generated/contracts.ts';
import { EventNotFoundError, TransactionRevertedError } from './errors.ts';
import { type ActionClient, type EscrowParameter, resolveEscrow } from './internal/client.ts';

export type WaitForTransactionParameters = {
  /** What an action returned. */
  hash: Hash;
  /** Blocks on top of and with the one that the transaction is in. Default: 1. */
  confirmations?: number | undefined;
  /** Milliseconds until it gives up. Default: viem's, three minutes. */
  timeout?: number | undefined;
};

export type WaitForTransactionReturnType = TransactionReceipt;

/**
 * Waits until a transaction is mined. A reverted one is an error here, unlike in viem's `waitForTransactionReceipt`.
 *
 * Throws {@link TransactionRevertedError}; viem's `WaitForTransactionReceiptTimeoutError`.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: payer, chain, transport: http() }).extend(tallystick({ escrow }))
 * const hash = await client.ledger.depositNative({ amount: 1_000n })
 * const { blockNumber } = await client.ledger.waitForTransaction({ hash })
 */
export async function waitForTransaction(
  client: ActionClient,
  parameters: WaitForTransactionParameters,
): Promise<WaitForTransactionReturnType> {
  const { hash, confirmations = 1, timeout } = parameters;
  const receipt = await waitForTransactionReceipt(client, {
    hash,
    confirmations,
    ...(timeout === undefined ? {} : { timeout }),
  });
  if (receipt.status === 'reverted') throw new TransactionRevertedError({ hash: receipt.transactionHash });
  return receipt;
}

/** The names of the escrow's events. */
export type EscrowEventName = Exclude<ContractEventName<typeof inferenceEscrowAbi>, 'EIP712DomainChanged'>;

export type WaitForEventParameters<name extends EscrowEventName> = WaitForTransactionParameters &
  EscrowParameter & { eventName: name };

export type WaitForEventReturnType<name extends EscrowEventName> = {
  /** The first such event's arguments. */
  args: ParseEventLogsReturnType<typeof inferenceEscrowAbi, name, true>[number]['args'];
  receipt: TransactionReceipt;
};

/**
 * Waits until a transaction is mined and returns the first of the escrow's events of that name.
 *
 * Throws {@link EventNotFoundError}, {@link TransactionRevertedError}, {@link EscrowUnknownError}; viem's
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
  const { eventName } = parameters;
  const escrow = await resolveEscrow(client, parameters);
  const receipt = await waitForTransaction(client, parameters);
  const logs = receipt.logs.filter(({ address }) => isAddressEqual(address, escrow));
  const [event] = parseEventLogs({ abi: inferenceEscrowAbi, logs, eventName });
  if (!event) throw new EventNotFoundError({ hash: receipt.transactionHash, eventName, escrow });
  return { args: event.args as WaitForEventReturnType<name>['args'], receipt };
}
