import { beforeAll, expect, test } from 'vitest';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { ContractUnknownError, EventNotFoundError } from '../errors/index.ts';
import { waitForRedemption } from './waitForRedemption.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('says of each voucher what became of it, and why', async () => {
  const { buyer, creator, relayer, modelId, plans, buy, clientOf } = context;
  await buy(plans.uses);
  const idle = await clientOf('idle');
  const good = await buyer.license.signUsageVoucher({ modelId, cumulativeUses: 7n });
  const licensee = buyer.account.address;
  const vouchers = [
    await relayer.license.signUsageVoucher({ modelId, licensee, cumulativeUses: 7n }),
    good,
    good,
    { ...good, signature: `0x${good.signature.slice(4)}` as const },
    await idle.license.signUsageVoucher({ modelId, cumulativeUses: 1n }),
  ];
  const hash = await creator.license.redeemUsage({ vouchers });
  const { rows, receipt } = await creator.license.waitForRedemption({ hash });
  expect(receipt.transactionHash).toBe(hash);
  const row = { modelId, licensee };
  expect(rows).toEqual([
    { ...row, index: 0, status: 'skipped', reason: 'notASigner' },
    { ...row, index: 1, status: 'redeemed', uses: 7n, meteredUses: 7n },
    { ...row, index: 2, status: 'skipped', reason: 'notAboveMetered' },
    { ...row, index: 3, status: 'skipped', reason: 'badSignature' },
    { modelId, licensee: idle.account.address, index: 4, status: 'skipped', reason: 'noUsesLeft' },
  ]);
});

test('tells a transaction that has no batch, and a contract that it does not know', async () => {
  const { buyer, license } = context;
  const hash = await buyer.license.useNonce();
  const waiting = buyer.license.waitForRedemption({ hash });
  await expect(waiting).rejects.toThrow(EventNotFoundError);
  await expect(waiting).rejects.toMatchObject({ values: { hash, address: license } });
  await expect(waitForRedemption(buyer, { hash })).rejects.toThrow(ContractUnknownError);
});
