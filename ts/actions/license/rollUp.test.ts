import { beforeAll, expect, test } from 'vitest';
import { usesPlan } from '../../protocol/license/plan.ts';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { UnknownSplitError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('anyone brings what a split owes to its parents’ splits', async () => {
  const { relayer, modelId, splitId, token, publish, sell, buy, mined } = context;
  const child = await publish(50n, { parents: [{ modelId, parts: 300_000 }] });
  const plan = usesPlan({ modelId: child.modelId, price: 101n, token, uses: 1n });
  await sell(plan, child.splitId);
  await buy(plan);
  await mined(relayer.license.collect({ plans: [plan] }));
  const owed = { splitId: child.splitId, token, index: 0 };
  expect(await relayer.license.getOwedToParent(owed)).toBe(30n);

  const hash = await relayer.license.rollUp({ splitIds: [child.splitId, splitId], token });
  const { args } = await relayer.license.waitForEvent({ hash, eventName: 'RoyaltyRolledUp' });
  expect(args).toEqual({ splitId: child.splitId, parentSplit: splitId, token, index: 0n, amount: 30n });
  expect(await relayer.license.getOwedToParent(owed)).toBe(0n);
  expect(await relayer.license.getIncome({ splitId, token })).toBe(30n);
});

test('tells a split that there is not', async () => {
  const { relayer, modelId, token } = context;
  await expect(relayer.license.rollUp({ splitIds: [modelId], token })).rejects.toThrow(UnknownSplitError);
});
