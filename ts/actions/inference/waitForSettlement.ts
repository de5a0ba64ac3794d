import type { Hex, TransactionReceipt } from 'viem';
import { EventNotFoundError } from '../errors/index.ts';
import type { ActionClient } from '../internal/client.ts';
import { type EscrowParameter, inferenceEscrow } from '../internal/contracts/inferenceEscrow.ts';
import { waitForEvents } from '../internal/events.ts';
import { nameAt, type SkipReason, skipReasons } from '../internal/names.ts';
import type { WaitForTransactionParameters } from '../waitForTransaction.ts';

export type WaitForSettlementParameters = WaitForTransactionParameters & EscrowParameter;

/** What became of one row of a batch. */
export type SettlementRow = {
  /** Counts the rows of the batch from 0. */
  index: number;
  /** The channel of the signer that was recovered. Of no use if the reason is `badSignature`. */
  channelId: Hex;
  /** The row's, in the token's smallest unit. */
  cumulativeAmount: bigint;
} & ({ status: 'settled' } | { status: 'skipped'; reason: SkipReason });

export type WaitForSettlementReturnType = {
  /** One for each row of the batch, in its order. */
  rows: SettlementRow[];
  /** Added to the receiver's prepaid balance instead of being sent: all of it after `post`, nothing as a rule after
   * `settle`. In the token's smallest unit. */
  creditedAmount: bigint;
  receipt: TransactionReceipt;
};

/**
 * Waits until a `settle` or `post` is mined and says what became of each row. For a transaction with several batches the
 * rows of all of them follow each other.
 *
 * Throws {@link EventNotFoundError} if the transaction has no batch, {@link TransactionRevertedError},
 * {@link ContractUnknownError}; viem's `WaitForTransactionReceiptTimeoutError`.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: provider, chain, transport: http() }).extend(tallystick({ escrow }))
 * const cumulativeAmount = 500_000n
 * const signature = await client.inference.signVoucher({ account: signer, channel, cumulativeAmount })
 * const vouchers = [{ salt: channel.salt, cumulativeAmount, signature }]
 * const hash = await client.inference.settle({ receiver: channel.receiver, token: channel.token, vouchers })
 * const { rows } = await client.inference.waitForSettlement({ hash })
 * for (const row of rows) console.log(row.index, row.status === 'skipped' ? row.reason : 'settled')
 */
export async function waitForSettlement(
  client: ActionClient,
  parameters: WaitForSettlementParameters,
): Promise<WaitForSettlementReturnType> {
  const { events, receipt, address } = await waitForEvents(client, inferenceEscrow, parameters, [
    'VoucherSettled',
    'VoucherSkipped',
    'Credited',
  ]);

  const rows: SettlementRow[] = [];
  let creditedAmount = 0n;
  for (const { eventName, args } of events) {
    if (eventName === 'Credited') {
      creditedAmount += args.amount;
      continue;
    }
    const { channelId, cumulativeAmount } = args;
    const row = { index: rows.length, channelId, cumulativeAmount };
    if (eventName === 'VoucherSettled') rows.push({ ...row, status: 'settled' });
    else rows.push({ ...row, status: 'skipped', reason: nameAt(skipReasons, args.reason) as SkipReason });
  }
  if (rows.length === 0) {
    throw new EventNotFoundError({ hash: receipt.transactionHash, eventName: 'VoucherSettled', address });
  }
  return { rows, creditedAmount, receipt };
}
