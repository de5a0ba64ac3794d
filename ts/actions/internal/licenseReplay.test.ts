import { beforeAll, expect, test } from 'vitest';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { IncompleteHistoryError } from '../errors/index.ts';
import { modelLicense } from './contracts/modelLicense.ts';
import { type ContractLog, replayEvents } from './history.ts';
import { applyLicenseEvent, emptyLicenseReplay } from './licenseReplay.ts';

type Log = ContractLog<(typeof modelLicense)['abi']>;

let context: LicenseContext;
const logs: Log[] = [];

/** A sale, collected, rolled up and claimed. */
beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
  const { buyer, license, modelId, token, plans, publish, sell, buy, mined } = context;
  const child = await publish(2n, { parents: [{ modelId, parts: 500_000 }] });
  const plan = { ...plans.uses, modelId: child.modelId };
  await sell(plan, child.splitId);
  await buy(plan);
  await buy(plan);
  await mined(buyer.license.collect({ plans: [plan] }));
  await mined(buyer.license.rollUp({ splitIds: [child.splitId], token }));
  await mined(buyer.license.claim({ splitId: child.splitId, token, index: 0 }));
  await replayEvents(buyer, modelLicense, { license }, (log) => logs.push(log));
});

function replayWithout(dropped: (log: Log, index: number) => boolean) {
  const state = emptyLicenseReplay();
  for (const log of logs.filter((any, index) => !dropped(any, index))) applyLicenseEvent(state, log);
  return state;
}

test('takes the events as they are', () => {
  const state = replayWithout(() => false);
  expect(state.splits.size).toBe(2);
  expect([...state.plans.values()].reduce((sum, { sold }) => sum + sold, 0)).toBe(2);
});

/** The first of a name; of plans the last, which is the one that was sold. */
const one = (name: string) => (_: Log, index: number) => {
  const named = ({ eventName }: Log) => eventName === name;
  return index === (name === 'PlanOpened' ? logs.findLastIndex(named) : logs.findIndex(named));
};

test.each([
  ['a sale', 'LicenseAcquired', /before RevenueCollected .* plan 0x\w+ earned 5000000, not 10000000$/],
  ['a collection', 'RevenueCollected', /before RoyaltyRolledUp .* split 0x\w+ owed 0, not 5000000$/],
  ['a parent', 'ParentLinked', /before RoyaltyRolledUp .* split 0x\w+ owed 0, not 5000000$/],
  ['a model', 'ModelRegistered', /before SplitOpened .* model 0x\w+ was never registered$/],
  ['a split', 'SplitOpened', /before PlanOpened .* split 0x\w+ was never opened$/],
  ['a plan', 'PlanOpened', /before LicenseAcquired .* plan 0x\w+ was never opened$/],
])('without %s the books do not add up', (_, eventName, reason) => {
  const attempt = () => replayWithout(one(eventName));
  expect(attempt).toThrow(IncompleteHistoryError);
  expect(attempt).toThrow(reason);
});

test('a claim of another amount does not add up', () => {
  const state = replayWithout(({ eventName }) => eventName === 'RevenueClaimed');
  const claim = logs.find((log) => log.eventName === 'RevenueClaimed');
  if (!claim) throw new Error('the split was claimed');
  const forged = { ...claim, args: { ...claim.args, amount: claim.args.amount - 1n } };
  const reason = /before RevenueClaimed .* split 0x\w+ owed 5000000, not 4999999$/;
  expect(() => applyLicenseEvent(state, forged)).toThrow(reason);
});
