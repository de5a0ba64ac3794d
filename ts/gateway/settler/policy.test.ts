import { describe, expect, test } from 'vitest';
import type { OwedVoucher } from '../store/types.ts';
import { groupOwed, isDue, type OwedGroup } from './policy.ts';

const policy = { settleAmount: 100n, settleAgeSeconds: 60 };
const address = '0x00000000000000000000000000000000000000AA';
const other = '0x00000000000000000000000000000000000000BB';
const now = 1_000;

function owedOf(
  changes: Partial<OwedVoucher> & { token?: typeof address | typeof other; closesAt?: number } = {},
): OwedVoucher {
  const { token = address, closesAt = 0, ...rest } = changes;
  return {
    owed: 1n,
    since: now,
    record: {
      id: '0x01',
      channel: { signer: address, receiver: address, token, salt: 1 },
      payer: address,
      noticeSeconds: 86_400,
      status: closesAt === 0 ? 'open' : 'closing',
      closesAt,
      claimed: 0n,
      funded: 1_000n,
      stable: true,
      highest: 1n,
      highestSignature: '0x01',
      finalAmount: undefined,
      sequence: 1n,
    },
    ...rest,
  };
}

function groupOf(...vouchers: OwedVoucher[]): OwedGroup {
  return { receiver: address, token: address, vouchers };
}

test('one transaction pays one receiver in one token', () => {
  const groups = groupOwed([owedOf(), owedOf({ token: other }), owedOf()]);
  expect(groups.map(({ token, vouchers }) => [token, vouchers.length])).toEqual([
    [address, 2],
    [other, 1],
  ]);
});

describe('a group is due', () => {
  test('once its vouchers together owe enough', () => {
    expect(isDue(groupOf(owedOf({ owed: 50n }), owedOf({ owed: 49n })), policy, now)).toBe(false);
    expect(isDue(groupOf(owedOf({ owed: 50n }), owedOf({ owed: 50n })), policy, now)).toBe(true);
  });

  test('once one of them is old', () => {
    expect(isDue(groupOf(owedOf(), owedOf({ since: 941 })), policy, now)).toBe(false);
    expect(isDue(groupOf(owedOf(), owedOf({ since: 940 })), policy, now)).toBe(true);
  });

  test('once one of its channels closes, however long the notice', () => {
    expect(isDue(groupOf(owedOf(), owedOf()), policy, now)).toBe(false);
    expect(isDue(groupOf(owedOf(), owedOf({ closesAt: now + 2_592_000 })), policy, now)).toBe(true);
  });
});
