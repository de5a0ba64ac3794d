import { concatHex, type Hex, size, sliceHex } from 'viem';
import { expect, test } from 'vitest';
import { maxAmount } from './channel.ts';
import { MalformedSignatureError } from './errors.ts';
import { decodeVoucherRows, encodeVoucherRows, voucherRowLength } from './voucherRows.ts';

const signature: Hex = `0x${'ab'.repeat(32)}${'0c'.repeat(32)}1c`;

const rows = [
  { salt: 0, cumulativeAmount: 0n, signature },
  { salt: 1, cumulativeAmount: 1n, signature: `0x${'00'.repeat(64)}1b` as Hex },
  { salt: 2 ** 32 - 1, cumulativeAmount: maxAmount, signature: `0x${'ff'.repeat(32)}7f${'ff'.repeat(31)}1c` as Hex },
];

test('decodes what it encoded, at the edges of every field', () => {
  const bytes = encodeVoucherRows(rows);
  expect(size(bytes)).toBe(rows.length * voucherRowLength);
  expect(decodeVoucherRows(bytes)).toEqual(rows);
  expect(decodeVoucherRows('0x')).toEqual([]);
});

test('lays a row out as r, s with its parity, salt, amount', () => {
  const bytes = encodeVoucherRows([{ salt: 0x01020304, cumulativeAmount: 5n, signature }]);
  expect(sliceHex(bytes, 0, 32)).toBe(`0x${'ab'.repeat(32)}`);
  expect(sliceHex(bytes, 32, 64)).toBe(`0x8c${'0c'.repeat(31)}`);
  expect(sliceHex(bytes, 64, 68)).toBe('0x01020304');
  expect(sliceHex(bytes, 68, 80)).toBe(`0x${'00'.repeat(11)}05`);
});

test('refuses what a row cannot hold', () => {
  const encode = (change: object) => () => encodeVoucherRows([{ salt: 1, cumulativeAmount: 1n, signature, ...change }]);
  expect(encode({ salt: 2 ** 32 })).toThrow('Number "4294967296" is not in safe 32-bit unsigned integer range');
  expect(encode({ salt: -1 })).toThrow('Number "-1"');
  expect(encode({ cumulativeAmount: maxAmount + 1n })).toThrow(`Number "${maxAmount + 1n}`);
  expect(encode({ signature: sliceHex(signature, 0, 64) })).toThrow(MalformedSignatureError);
});

test('refuses a batch whose last row is cut', () => {
  const bytes = encodeVoucherRows(rows);
  for (const cut of [1, 79, 81, 144, 150])
    expect(() => decodeVoucherRows(sliceHex(bytes, 0, cut))).toThrow(/out-of-bounds/);
  expect(() => decodeVoucherRows(concatHex([bytes, '0x00']))).toThrow(/out-of-bounds/);
});
