import { zeroHash } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { planIdOf, usesPlan } from '../../protocol/license/plan.ts';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { InvalidPlanError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('by plan or by id', async () => {
  const { buyer, splitId, plans, buy } = context;
  await buy(plans.timed);
  const view = { known: true, open: true, sold: 1, uncollected: plans.timed.price, splitId };
  expect(await buyer.license.getPlan({ plan: plans.timed })).toEqual(view);
  expect(await buyer.license.getPlan({ plan: planIdOf(plans.timed) })).toEqual(view);
  const blockNumber = (await buyer.getBlockNumber()) - 1n;
  expect(await buyer.license.getPlan({ plan: plans.timed, blockNumber })).toMatchObject({ sold: 0 });
});

test('one that was never open is not known, and one that cannot be is an error', async () => {
  const { buyer, modelId } = context;
  const plan = usesPlan({ modelId, uses: 3n, price: 3n });
  const none = { known: false, open: false, sold: 0, uncollected: 0n, splitId: zeroHash };
  expect(await buyer.license.getPlan({ plan })).toEqual(none);
  await expect(buyer.license.getPlan({ plan: { ...plan, quantity: 0n } })).rejects.toThrow(InvalidPlanError);
});
