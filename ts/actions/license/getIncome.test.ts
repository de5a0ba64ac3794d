import { beforeAll, expect, test } from 'vitest';
import { nativeToken } from '../../protocol/channel.ts';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('grows when plans are collected, by token', async () => {
  const { buyer, splitId, token, plans, buy, mined } = context;
  await buy(plans.timed);
  await buy(plans.native);
  expect(await buyer.license.getIncome({ splitId, token })).toBe(0n);
  await mined(buyer.license.collect({ plans: [plans.timed, plans.native] }));
  expect(await buyer.license.getIncome({ splitId, token })).toBe(plans.timed.price);
  expect(await buyer.license.getIncome({ splitId, token: nativeToken })).toBe(plans.native.price);
  const blockNumber = (await buyer.getBlockNumber()) - 1n;
  expect(await buyer.license.getIncome({ splitId, token, blockNumber })).toBe(0n);
});
