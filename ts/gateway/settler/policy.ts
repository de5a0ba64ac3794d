import type { Address } from 'viem';
import { lastServiceAt, type ServicePolicy } from '../channels/policy.ts';
import type { OwedVoucher } from '../store/store.ts';

/** When a gateway settles. */
export type SettlePolicy = ServicePolicy & { settleAmount: bigint; settleAgeSeconds: number };

/** What is owed to one receiver in one token, which one transaction can settle. */
export type OwedGroup = { receiver: Address; token: Address; vouchers: OwedVoucher[] };

/** All that is owed, by receiver and token. */
export function groupOwed(owed: readonly OwedVoucher[]): OwedGroup[] {
  const groups = new Map<string, OwedGroup>();
  for (const voucher of owed) {
    const { receiver, token } = voucher.record.channel;
    const group = groups.get(receiver + token) ?? { receiver, token, vouchers: [] };
    group.vouchers.push(voucher);
    groups.set(receiver + token, group);
  }
  return [...groups.values()];
}

/**
 * Whether a group is to be settled now: enough is owed, something has been owed for long, or a notice period ends soon.
 *
 * @param now Unix seconds by this machine, which ages count in, and by the chain, which notice periods end in.
 */
export function isDue({ vouchers }: OwedGroup, policy: SettlePolicy, now: { machine: number; chain: number }): boolean {
  const owed = vouchers.reduce((sum, voucher) => sum + voucher.owed, 0n);
  if (owed >= policy.settleAmount) return true;
  return vouchers.some(
    ({ record, since }) =>
      now.machine - since >= policy.settleAgeSeconds ||
      (record.status === 'closing' && now.chain >= lastServiceAt(record, policy)),
  );
}
