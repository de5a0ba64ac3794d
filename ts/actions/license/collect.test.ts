import { beforeAll, expect, test } from 'vitest';
import { planIdOf, usesPlan } from '../../protocol/license/plan.ts';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { InvalidPlanError, UnknownPlanError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('anyone brings what plans earned to their splits', async () => {
  const { relayer, splitId, token, plans, buy } = context;
  await buy(plans.timed);
  await buy(plans.uses);
  await buy(plans.uses);
  const hash = await relayer.license.collect({ plans: [plans.perpetual, plans.timed, plans.uses] });
  const { args } = await relayer.license.waitForEvent({ hash, eventName: 'RevenueCollected' });
  expect(args).toEqual({ planId: planIdOf(plans.timed), splitId, token, amount: plans.timed.price });
  expect(await relayer.license.getIncome({ splitId, token })).toBe(3n * plans.timed.price);
  expect(await relayer.license.getPlan({ plan: plans.uses })).toMatchObject({ uncollected: 0n, sold: 2 });
});

test('tells a plan that was never open or cannot be', async () => {
  const { relayer, modelId, plans } = context;
  const unknown = usesPlan({ modelId, price: 77n, uses: 1n });
  const attempt = relayer.license.collect({ plans: [plans.timed, unknown] });
  await expect(attempt).rejects.toThrow(UnknownPlanError);
  await expect(attempt).rejects.toMatchObject({ values: { planId: planIdOf(unknown) } });
  const impossible = relayer.license.collect({ plans: [{ ...plans.timed, quantity: 0n }] });
  await expect(impossible).rejects.toThrow(InvalidPlanError);
});
