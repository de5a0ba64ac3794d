import type { Address } from 'viem';
import type { OwedVoucher } from '../store/types.ts';

/** When a gateway settles. */
export type SettlePolicy = { settleAmount: bigint; settleAgeSeconds: number };

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
 * Whether a group is to be settled now: enough is owed, something has been owed for long, or one of its channels closes.
 * The last does not wait for the end of the notice: a transaction may take long to get in.
 *
 * @param now Unix seconds by this machine.
 */
export function isDue({ vouchers }: OwedGroup, policy: SettlePolicy, now: number): boolean {
  const owed = vouchers.reduce((sum, voucher) => sum + voucher.owed, 0n);
  if (owed >= policy.settleAmount) return true;
  return vouchers.some(({ record, since }) => now - since >= policy.settleAgeSeconds || record.status === 'closing');
}
