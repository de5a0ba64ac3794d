import { beforeAll, expect, test } from 'vitest';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('is the account’s, at any block', async () => {
  const { buyer, relayer, mined } = context;
  const blockNumber = await buyer.getBlockNumber();
  await mined(buyer.license.useNonce());
  const account = buyer.account.address;
  expect(await relayer.license.getNonce({ account })).toBe(1n);
  expect(await relayer.license.getNonce({ account, blockNumber })).toBe(0n);
  expect(await relayer.license.getNonce()).toBe(0n);
});
