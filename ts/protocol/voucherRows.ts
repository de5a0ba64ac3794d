import {
  compactSignatureToSignature,
  concatHex,
  type Hex,
  numberToHex,
  parseCompactSignature,
  parseSignature,
  serializeCompactSignature,
  serializeSignature,
  signatureToCompactSignature,
  size,
  sliceHex,
} from 'viem';

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
 * The bytes that `settle` and `post` take: rows of an EIP-2098 signature, the salt and the cumulative amount.
 *
 * @example
 * const vouchers = encodeVoucherRows([{ salt: 1, cumulativeAmount: 2_000_000n, signature }])
 */
export function encodeVoucherRows(rows: readonly VoucherRow[]): Hex {
  return concatHex(
    rows.flatMap(({ salt, cumulativeAmount, signature }) => [
      serializeCompactSignature(signatureToCompactSignature(parseSignature(signature))),
      numberToHex(salt, { size: 4 }),
      numberToHex(cumulativeAmount, { size: 12 }),
    ]),
  );
}

/** The rows of a batch; the inverse of {@link encodeVoucherRows}. */
export function decodeVoucherRows(vouchers: Hex): VoucherRow[] {
  const rows: VoucherRow[] = [];
  for (let start = 0; start < size(vouchers); start += voucherRowLength) {
    const compact = parseCompactSignature(sliceHex(vouchers, start, start + 64, { strict: true }));
    rows.push({
      salt: Number(sliceHex(vouchers, start + 64, start + 68, { strict: true })),
      cumulativeAmount: BigInt(sliceHex(vouchers, start + 68, start + 80, { strict: true })),
      signature: serializeSignature(compactSignatureToSignature(compact)),
    });
  }
  return rows;
}
