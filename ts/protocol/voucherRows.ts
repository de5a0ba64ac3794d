import { concatHex, type Hex, hexToBigInt, hexToNumber, numberToHex, size, sliceHex } from 'viem';
import { compactSignature, expandSignature } from './signature.ts';

/** Bytes of one voucher in a batch: signature 64, salt 4, cumulative amount 12. */
export const voucherRowLength = 80;

/** A voucher as it stands in a batch, whose receiver and token stand beside the batch. */
export type VoucherRow = {
  salt: number;
  cumulativeAmount: bigint;
  /** 65 bytes `r ‖ s ‖ v`. */
  signature: Hex;
};

/**
 * The bytes that `settle` and `post` take: rows of an EIP-2098 signature, the salt and the cumulative amount. Whether a
 * signature is anybody's is not looked at: the contract skips a row that is nobody's.
 *
 * Throws {@link MalformedSignatureError}; viem's `IntegerOutOfRangeError` for a salt above 32 bits or an amount above 96.
 *
 * @example
 * import { encodeVoucherRows } from 'tallystick'
 *
 * const vouchers = encodeVoucherRows([{ salt: 1, cumulativeAmount: 2_000_000n, signature }])
 */
export function encodeVoucherRows(rows: readonly VoucherRow[]): Hex {
  return concatHex(
    rows.flatMap(({ salt, cumulativeAmount, signature }) => [
      compactSignature(signature),
      numberToHex(salt, { size: 4 }),
      numberToHex(cumulativeAmount, { size: 12 }),
    ]),
  );
}

/**
 * The rows of a batch; the inverse of {@link encodeVoucherRows}. Throws viem's `SliceOffsetOutOfBoundsError` if the last
 * row is cut.
 */
export function decodeVoucherRows(vouchers: Hex): VoucherRow[] {
  const rows: VoucherRow[] = [];
  for (let start = 0; start < size(vouchers); start += voucherRowLength) {
    rows.push({
      signature: expandSignature(sliceHex(vouchers, start, start + 64, { strict: true })),
      salt: hexToNumber(sliceHex(vouchers, start + 64, start + 68, { strict: true })),
      cumulativeAmount: hexToBigInt(sliceHex(vouchers, start + 68, start + 80, { strict: true })),
    });
  }
  return rows;
}
