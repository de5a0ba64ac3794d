import { type Hex, isAddressEqual, parseEventLogs, type TransactionReceipt } from 'viem';
import { inferenceEscrowAbi } from '../../generated/contracts.ts';
import { EventNotFoundError } from '../errors.ts';
import { type ActionClient, type EscrowParameter, resolveEscrow } from '../internal/client.ts';
import { nameAt, type SkipReason, skipReasons } from '../internal/names.ts';
import { type WaitForTransactionParameters, waitForTransaction } from '../waitForTransaction.ts';

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
 * {@link EscrowUnknownError}; viem's `WaitForTransactionReceiptTimeoutError`.
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
  const escrow = await resolveEscrow(client, parameters);
  const receipt = await waitForTransaction(client, parameters);
  const events = parseEventLogs({
    abi: inferenceEscrowAbi,
    eventName: ['VoucherSettled', 'VoucherSkipped', 'Credited'],
    logs: receipt.logs.filter(({ address }) => isAddressEqual(address, escrow)),
  });

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
    throw new EventNotFoundError({ hash: receipt.transactionHash, eventName: 'VoucherSettled', escrow });
  }
  return { rows, creditedAmount, receipt };
}
