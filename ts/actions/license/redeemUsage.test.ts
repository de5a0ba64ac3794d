import { beforeAll, expect, test } from 'vitest';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { ValueOutOfRangeError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('takes the uses since the voucher before, as far as there are any', async () => {
  const { buyer, creator, modelId, plans, buy } = context;
  await buy(plans.uses);
  const redeem = async (cumulativeUses: bigint) => {
    const voucher = await buyer.license.signUsageVoucher({ modelId, cumulativeUses });
    const hash = await creator.license.redeemUsage({ vouchers: [voucher] });
    const { args } = await creator.license.waitForEvent({ hash, eventName: 'UsageRedeemed' });
    return args;
  };
  const licensee = buyer.account.address;
  expect(await redeem(4n)).toEqual({ modelId, licensee, uses: 4n, meteredUses: 4n });
  expect(await redeem(12n)).toEqual({ modelId, licensee, uses: 6n, meteredUses: 10n });
  await buy(plans.uses);
  expect(await redeem(12n)).toEqual({ modelId, licensee, uses: 2n, meteredUses: 12n });
  expect(await buyer.license.getLicense({ modelId })).toMatchObject({ remainingUses: 8n, meteredUses: 12n });
});

test('refuses what does not fit', async () => {
  const { buyer, creator, modelId } = context;
  const voucher = await buyer.license.signUsageVoucher({ modelId, cumulativeUses: 1n });
  const attempt = creator.license.redeemUsage({ vouchers: [voucher, { ...voucher, cumulativeUses: 2n ** 64n }] });
  await expect(attempt).rejects.toThrow(ValueOutOfRangeError);
});
