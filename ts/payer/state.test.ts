import { expect, test } from 'vitest';
import { VoucherState } from './state.ts';

const claim = (cumulativeAmount: bigint, explained = false) => ({ cumulativeAmount, explained });

test('a voucher that was lost on the way may be honoured', () => {
  const state = new VoucherState(0n);
  state.signed(100n);
  expect(state.mayBeHonoured(claim(100n, true))).toBe(false);
  state.lost(100n);
  expect(state.mayBeHonoured(claim(100n, true))).toBe(true);
});

test('a voucher that this process sent and that was refused may not be claimed later', () => {
  const state = new VoucherState(0n);
  state.signed(100n);
  state.signed(150n);
  expect(state.mayBeHonoured(claim(100n))).toBe(false);
  expect(state.mayBeHonoured(claim(150n))).toBe(false);
});

test('a voucher beyond all that this process signed belongs to another process', () => {
  const state = new VoucherState(0n);
  state.signed(100n);
  expect(state.mayBeHonoured(claim(101n))).toBe(true);
});

test('what was answered already is no news', () => {
  const state = new VoucherState(undefined);
  state.signed(100n);
  state.answered(100n, 1n);
  expect(state.mayBeHonoured(claim(100n, true))).toBe(false);
  expect(state.mayBeHonoured(claim(50n, true))).toBe(false);
});

test('a payer that does not know where it stands believes one explained claim, and from then on knows', () => {
  const state = new VoucherState(undefined);
  state.signed(100n);
  expect(state.mayBeHonoured(claim(100n))).toBe(false);
  expect(state.mayBeHonoured(claim(100n, true))).toBe(true);
  state.adopt(100n);
  state.signed(200n);
  expect(state.mayBeHonoured(claim(200n, true))).toBe(false);
  expect(state.sequence).toBeUndefined();
});
