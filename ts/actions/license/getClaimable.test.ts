import { beforeAll, expect, test } from 'vitest';
import { usesPlan } from '../../protocol/license/plan.ts';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { ValueOutOfRangeError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('is each payee’s part, and the first one’s is rounded up', async () => {
  const { buyer, creator, relayer, token, publish, sell, buy, mined } = context;
  const shares = [creator, relayer].map(({ account }) => ({ payee: account.address, parts: 500_000 }));
  const { modelId, splitId } = await publish(95n, { shares });
  const plan = usesPlan({ modelId, price: 7n, token, uses: 1n });
  await sell(plan, splitId);
  await buy(plan);
  await mined(buyer.license.collect({ plans: [plan] }));
  const claimable = (index: number) => buyer.license.getClaimable({ splitId, token, index });
  expect([await claimable(0), await claimable(1), await claimable(2)]).toEqual([4n, 3n, 0n]);
  await mined(buyer.license.claim({ splitId, token, index: 0 }));
  expect([await claimable(0), await claimable(1)]).toEqual([0n, 3n]);
  await expect(claimable(250)).rejects.toThrow(ValueOutOfRangeError);
});
