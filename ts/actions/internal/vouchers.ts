import { type Address, type Hash, type Hex, size } from 'viem';
import { encodeVoucherRows, type VoucherRow, voucherRowLength } from '../../protocol/voucherRows.ts';
import { MalformedVouchersError } from '../errors/index.ts';
import { requireChannelAmount, requireSalt } from './checks.ts';
import type { ActionClient } from './client.ts';
import { type EscrowParameter, inferenceEscrow } from './contracts/inferenceEscrow.ts';
import { type WriteParameters, write } from './write.ts';

/** What `settle` and `post` take. */
export type BatchParameters = WriteParameters &
  EscrowParameter & {
    /** The provider that the vouchers pay. */
    receiver: Address;
    /** The ERC-20 that they pay in, or `nativeToken`. */
    token: Address;
    /** The batch: rows, or the bytes that `encodeVoucherRows` made of them. */
    vouchers: readonly VoucherRow[] | Hex;
  };

/** Sends a batch to `settle` or `post`. */
export async function writeBatch(
  client: ActionClient,
  functionName: 'settle' | 'post',
  { receiver, token, vouchers, ...transaction }: BatchParameters,
): Promise<Hash> {
  const rows = typeof vouchers === 'string' ? vouchers : encodeRows(vouchers);
  const length = size(rows);
  if (length === 0 || length % voucherRowLength !== 0) {
    throw new MalformedVouchersError({ length: BigInt(length), rowLength: BigInt(voucherRowLength) });
  }
  return write(client, inferenceEscrow, transaction, { functionName, args: [receiver, token, rows] });
}

function encodeRows(vouchers: readonly VoucherRow[]): Hex {
  for (const { salt, cumulativeAmount } of vouchers) {
    requireSalt(salt);
    requireChannelAmount('cumulativeAmount', cumulativeAmount);
  }
  return encodeVoucherRows(vouchers);
}
