import type { ChannelRecord } from '../store/types.ts';

/** What a gateway asks of a channel. */
export type ServicePolicy = { minimumNoticeSeconds: number };

/** Why a channel is not served. */
export type Refusal = {
  type: 'notice_too_short' | 'channel_closing' | 'channel_closed' | 'channel_exhausted';
  message: string;
};

/** What the next voucher of a channel builds on: the highest that was honoured, or what was claimed if that is more. */
export function owedInTotal({ highest, claimed }: ChannelRecord): bigint {
  return highest > claimed ? highest : claimed;
}

/**
 * Whether a voucher of `cumulativeAmount` on this channel is taken, which it is only if it can be settled in time.
 * A closing one is not served: each answer would have to be settled by itself.
 *
 * @returns Why not; nothing if it is served.
 */
export function refusalOf(record: ChannelRecord, cumulativeAmount: bigint, policy: ServicePolicy): Refusal | undefined {
  if (record.status === 'closed') return { type: 'channel_closed', message: `channel ${record.id} is closed` };
  if (record.finalAmount !== undefined) {
    return {
      type: 'channel_closed',
      message: `the provider consented to end channel ${record.id} with ${record.finalAmount}`,
    };
  }
  if (record.noticeSeconds < policy.minimumNoticeSeconds) {
    return {
      type: 'notice_too_short',
      message: `the channel's notice period is ${record.noticeSeconds} seconds; this gateway asks for ${policy.minimumNoticeSeconds}`,
    };
  }
  if (record.status === 'closing') {
    return { type: 'channel_closing', message: `the payer gave notice: the channel closes at ${record.closesAt}` };
  }
  if (cumulativeAmount > record.funded) {
    return {
      type: 'channel_exhausted',
      message: `the voucher owes ${cumulativeAmount}; the channel holds ${record.funded} that is final`,
    };
  }
  return undefined;
}
