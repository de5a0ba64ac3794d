import { beforeAll, expect, test } from 'vitest';
import { startAnvil } from '../../testing/anvil.ts';
import { createLicenseContext, type LicenseContext, month } from '../../testing/licenses.ts';
import { AccountRequiredError } from '../errors/index.ts';
import { isLicensed } from './isLicensed.ts';

let context: LicenseContext;

beforeAll(async () => {
  const anvil = await startAnvil();
  context = await createLicenseContext(import.meta.url, anvil.rpcUrl);
  return anvil.stop;
});

test('while the term runs, and not at its end', async () => {
  const { buyer, modelId, plans, buy, advance } = context;
  const before = await buyer.getBlockNumber();
  expect(await buyer.license.isLicensed({ modelId })).toBe(false);
  await buy(plans.timed);
  expect(await buyer.license.isLicensed({ modelId })).toBe(true);
  expect(await buyer.license.isLicensed({ modelId, blockNumber: before })).toBe(false);
  await advance(Number(month));
  expect(await buyer.license.isLicensed({ modelId })).toBe(false);
});

test('while uses are left', async () => {
  const { buyer, creator, modelId, plans, buy, mined } = context;
  await buy(plans.uses);
  const account = buyer.account.address;
  expect(await creator.license.isLicensed({ modelId, account })).toBe(true);
  expect(await creator.license.isLicensed({ modelId })).toBe(false);
  await mined(buyer.license.consume({ modelId, uses: 10n }));
  expect(await creator.license.isLicensed({ modelId, account })).toBe(false);
});

test('asks of whom', async () => {
  const { buyer, modelId, license } = context;
  const nobody = { ...buyer, account: undefined };
  await expect(isLicensed(nobody, { modelId, license })).rejects.toThrow(AccountRequiredError);
});
