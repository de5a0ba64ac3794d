import { beforeAll, expect, test } from 'vitest';
import { planIdOf, usesPlan } from '../../protocol/license/plan.ts';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { NotAllowedError, PlanClosedError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('a closed plan sells no more, until it is opened again', async () => {
  const { creator, buyer, modelId, sell, buy, mined } = context;
  const plan = usesPlan({ modelId, price: 1n, uses: 1n });
  await sell(plan);
  const hash = await creator.license.closePlan({ plan });
  const { args } = await creator.license.waitForEvent({ hash, eventName: 'PlanClosed' });
  expect(args).toEqual({ planId: planIdOf(plan), modelId });

  const purchase = buyer.license.acquire({ plan });
  await expect(purchase).rejects.toThrow(PlanClosedError);
  await expect(purchase).rejects.toMatchObject({ values: { planId: planIdOf(plan) } });
  await expect(creator.license.closePlan({ plan })).rejects.toThrow(PlanClosedError);
  await sell(plan);
  await buy(plan);
  await mined(creator.license.closePlan({ plan }));
});

test('only its model’s creator closes it', async () => {
  const { buyer, plans } = context;
  await expect(buyer.license.closePlan({ plan: plans.timed })).rejects.toThrow(NotAllowedError);
});
