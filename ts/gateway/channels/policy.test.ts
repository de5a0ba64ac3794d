import { describe, expect, test } from 'vitest';
import type { ChannelRecord } from '../store/types.ts';
import { owedInTotal, refusalOf } from './policy.ts';

const policy = { minimumNoticeSeconds: 86_400 };
const address = '0x00000000000000000000000000000000000000AA';

function recordOf(changes: Partial<ChannelRecord> = {}): ChannelRecord {
  return {
    id: '0x01',
    channel: { signer: address, receiver: address, token: address, salt: 1 },
    payer: address,
    noticeSeconds: 86_400,
    status: 'open',
    closesAt: 0,
    claimed: 0n,
    funded: 1_000n,
    stable: true,
    highest: 0n,
    highestSignature: undefined,
    finalAmount: undefined,
    sequence: 0n,
    ...changes,
  };
}

test('the next voucher builds on the highest, or on what was claimed if that is more', () => {
  expect(owedInTotal(recordOf({ highest: 5n, claimed: 4n }))).toBe(5n);
  expect(owedInTotal(recordOf({ highest: 4n, claimed: 5n }))).toBe(5n);
});

describe('a channel is served', () => {
  test('up to what it holds, and not one unit more', () => {
    expect(refusalOf(recordOf(), 1_000n, policy)).toBeUndefined();
    expect(refusalOf(recordOf(), 1_001n, policy)?.type).toBe('channel_exhausted');
  });

  test('with the notice period that is asked for, and not with one second less', () => {
    expect(refusalOf(recordOf({ noticeSeconds: 86_400 }), 1n, policy)).toBeUndefined();
    expect(refusalOf(recordOf({ noticeSeconds: 86_399 }), 1n, policy)?.type).toBe('notice_too_short');
  });

  test('not once the payer gave notice', () => {
    expect(refusalOf(recordOf({ status: 'closing', closesAt: 10_000 }), 1n, policy)?.type).toBe('channel_closing');
  });

  test('not once it is closed, or its end was consented to', () => {
    expect(refusalOf(recordOf({ status: 'closed' }), 1n, policy)?.type).toBe('channel_closed');
    expect(refusalOf(recordOf({ finalAmount: 0n }), 1n, policy)?.type).toBe('channel_closed');
  });
});
