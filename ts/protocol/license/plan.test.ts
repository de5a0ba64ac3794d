import { zeroHash } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { modelLicense } from '../../actions/internal/contracts/modelLicense.ts';
import { read } from '../../actions/internal/read.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { nativeToken } from '../channel.ts';
import { modelIdOf } from './model.ts';
import {
  fromPlanStruct,
  noCap,
  type Plan,
  perpetual,
  perpetualPlan,
  planIdOf,
  timedPlan,
  toPlanStruct,
  usesPlan,
} from './plan.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

function terms() {
  return { modelId: modelIdOf(context.payer.account.address, 1n), price: 7n };
}

test('a term without an end is the contract’s', async () => {
  const { payer, license } = context;
  expect(await read(payer, modelLicense, { license }, { functionName: 'PERPETUAL', args: [] })).toBe(perpetual);
});

test('a plan is in the native coin, without cap and terms, unless it says otherwise', () => {
  const defaults = { ...terms(), token: nativeToken, cap: noCap, termsHash: zeroHash };
  expect(usesPlan({ ...terms(), uses: 3n })).toEqual({ ...defaults, kind: 'uses', quantity: 3n });
  expect(timedPlan({ ...terms(), seconds: 60n })).toEqual({ ...defaults, kind: 'timed', quantity: 60n });
  expect(perpetualPlan(terms())).toEqual({ ...defaults, kind: 'perpetual', quantity: 0n });
  const more = { token: context.token, cap: 5, termsHash: modelIdOf(context.token, 1n) };
  expect(perpetualPlan({ ...terms(), ...more })).toEqual({ ...defaults, kind: 'perpetual', quantity: 0n, ...more });
});

test('the id is the contract’s, and every part of the plan counts', async () => {
  const { payer, license, token } = context;
  const base = timedPlan({ ...terms(), seconds: 60n });
  const plans: Plan[] = [
    base,
    { ...base, modelId: modelIdOf(token, 1n) },
    { ...base, kind: 'uses' },
    { ...base, kind: 'perpetual' },
    { ...base, token },
    { ...base, price: 2n ** 96n - 1n },
    { ...base, quantity: 2n ** 64n - 1n },
    { ...base, cap: 1 },
    { ...base, termsHash: modelIdOf(token, 2n) },
  ];
  for (const plan of plans) {
    const args = [toPlanStruct(plan)] as const;
    expect(planIdOf(plan)).toBe(await read(payer, modelLicense, { license }, { functionName: 'planIdOf', args }));
    expect(fromPlanStruct(toPlanStruct(plan))).toEqual(plan);
  }
  expect(new Set(plans.map(planIdOf)).size).toBe(plans.length);
});

test('a kind that this version does not know is an error', () => {
  const struct = { ...toPlanStruct(perpetualPlan(terms())), kind: 3 };
  expect(() => fromPlanStruct(struct)).toThrow('the contract named plan kind 3, known are 0 to 2');
});
