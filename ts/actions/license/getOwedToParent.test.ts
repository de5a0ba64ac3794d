import { beforeAll, expect, test } from 'vitest';
import { usesPlan } from '../../protocol/license/plan.ts';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { ValueOutOfRangeError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('is the parent’s part of what the split had', async () => {
  const { buyer, token, modelId, publish, sell, buy, mined } = context;
  const child = await publish(96n, { parents: [{ modelId, parts: 500_000 }] });
  const plan = usesPlan({ modelId: child.modelId, price: 7n, token, uses: 1n });
  await sell(plan, child.splitId);
  await buy(plan);
  const owed = (index: number) => buyer.license.getOwedToParent({ splitId: child.splitId, token, index });
  expect(await owed(0)).toBe(0n);
  await mined(buyer.license.collect({ plans: [plan] }));
  expect(await owed(0)).toBe(3n);
  expect(await owed(1)).toBe(0n);
  await mined(buyer.license.rollUp({ splitIds: [child.splitId], token }));
  expect(await owed(0)).toBe(0n);
  await expect(owed(8)).rejects.toThrow(ValueOutOfRangeError);
});
