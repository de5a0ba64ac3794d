import { beforeAll, expect, test } from 'vitest';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('uses up the account’s nonce, and nobody else’s', async () => {
  const { buyer, relayer } = context;
  expect(await buyer.license.getNonce()).toBe(0n);
  const hash = await buyer.license.useNonce();
  const { args } = await buyer.license.waitForEvent({ hash, eventName: 'NonceUsed' });
  expect(args).toEqual({ account: buyer.account.address, nonce: 0n });
  expect(await buyer.license.getNonce()).toBe(1n);
  expect(await relayer.license.getNonce()).toBe(0n);
});
