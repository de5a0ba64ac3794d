import type { Hash } from 'viem';
import { requireUint } from '../internal/checks.ts';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { type WriteParameters, write } from '../internal/write.ts';
import type { UsageVoucher } from './signUsageVoucher.ts';

export type RedeemUsageParameters = WriteParameters &
  LicenseParameter & {
    /** What `signUsageVoucher` returned; of any licensees and models. */
    vouchers: readonly UsageVoucher[];
  };

/** The transaction's hash. */
export type RedeemUsageReturnType = Hash;

/**
 * Redeems usage vouchers, each for all uses since the one before. Anyone may bring them. Calls `redeemUsage(vouchers)`.
 * A bad one is skipped: {@link waitForRedemption} says what became of each. One over more uses than are left takes
 * those that are.
 *
 * Throws {@link ValueOutOfRangeError}, {@link AccountRequiredError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: creator, chain, transport: http() }).extend(tallystick({ license }))
 * const purchase = await client.license.acquireLicense({ account: buyer, modelId, price: 1_000n })
 * await client.license.waitForTransaction({ hash: purchase })
 * const voucher = await client.license.signUsageVoucher({ account: buyer, modelId, cumulativeUses: 1n })
 * const hash = await client.license.redeemUsage({ vouchers: [voucher] })
 * const { rows } = await client.license.waitForRedemption({ hash })
 * console.log(rows[0].status) // 'redeemed'
 */
export async function redeemUsage(
  client: ActionClient,
  parameters: RedeemUsageParameters,
): Promise<RedeemUsageReturnType> {
  const { vouchers, ...transaction } = parameters;
  for (const { cumulativeUses } of vouchers) requireUint('cumulativeUses', cumulativeUses, 64);
  return write(client, modelLicense, transaction, { functionName: 'redeemUsage', args: [vouchers] });
}
