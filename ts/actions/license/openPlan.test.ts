import { beforeAll, expect, test } from 'vitest';
import { fromPlanStruct, type Plan, planIdOf, timedPlan, usesPlan } from '../../protocol/license/plan.ts';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { NotAllowedError, UnknownSplitError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('opens a plan under the id that its terms have', async () => {
  const { creator, modelId, splitId, token } = context;
  const termsHash = modelId;
  const plan = timedPlan({ modelId, price: 9n, token, seconds: 60n, cap: 3, termsHash });
  const hash = await creator.license.openPlan({ plan, splitId });
  const { args } = await creator.license.waitForEvent({ hash, eventName: 'PlanOpened' });
  expect(args).toMatchObject({ planId: planIdOf(plan), modelId, splitId });
  expect(fromPlanStruct(args.plan)).toEqual(plan);
  const view = { known: true, open: true, sold: 0, uncollected: 0n, splitId };
  expect(await creator.license.getPlan({ plan })).toEqual(view);
});

test('another split gets what is earned afterwards', async () => {
  const { creator, relayer, modelId, splitId, sell, buy } = context;
  const plan = usesPlan({ modelId, price: 9n, uses: 1n });
  await sell(plan);
  await buy(plan);
  const shares = [{ payee: relayer.account.address, parts: 1_000_000 }];
  const opened = await creator.license.openSplit({ modelId, shares });
  const { args: split } = await creator.license.waitForEvent({ hash: opened, eventName: 'SplitOpened' });
  const hash = await creator.license.openPlan({ plan, splitId: split.splitId });
  const { args } = await creator.license.waitForEvent({ hash, eventName: 'RevenueCollected' });
  expect(args).toMatchObject({ splitId, amount: 9n });
  await buy(plan);
  const view = { uncollected: 9n, sold: 2, splitId: split.splitId };
  expect(await creator.license.getPlan({ plan })).toMatchObject(view);
});

test('tells another’s model or split', async () => {
  const { creator, buyer, modelId, splitId, plans } = context;
  await expect(buyer.license.openPlan({ plan: plans.timed, splitId })).rejects.toThrow(NotAllowedError);
  await expect(creator.license.openPlan({ plan: plans.timed, splitId: modelId })).rejects.toThrow(UnknownSplitError);
});

test('refuses terms that contradict each other or do not fit before anything is sent', async () => {
  const { creator, splitId, plans } = context;
  const refuses = (plan: Plan, name: string, values: object) =>
    expect(creator.license.openPlan({ plan, splitId })).rejects.toMatchObject({ name, values });
  const { timed, perpetual, uses } = plans;
  await refuses({ ...timed, quantity: 0n }, 'InvalidPlanError', { kind: 'timed', quantity: 0n, cap: 4_294_967_295n });
  await refuses({ ...uses, quantity: 0n }, 'InvalidPlanError', { kind: 'uses' });
  await refuses({ ...perpetual, quantity: 1n }, 'InvalidPlanError', { kind: 'perpetual', quantity: 1n });
  await refuses({ ...timed, cap: 0 }, 'InvalidPlanError', { cap: 0n });
  await refuses({ ...timed, cap: 2 ** 32 }, 'ValueOutOfRangeError', { field: 'plan.cap', value: 2 ** 32 });
  await refuses({ ...timed, cap: 1.5 }, 'ValueOutOfRangeError', { field: 'plan.cap', value: 1.5 });
  await refuses({ ...timed, quantity: 2n ** 64n }, 'ValueOutOfRangeError', { field: 'plan.quantity' });
  await refuses({ ...timed, price: 2n ** 96n }, 'PriceTooHighError', { price: 2n ** 96n });
  await refuses({ ...timed, price: -1n }, 'ValueOutOfRangeError', { field: 'plan.price', value: -1n });
});
