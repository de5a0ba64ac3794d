import { beforeAll, expect, test } from 'vitest';
import { createVaultContext, texts, type VaultContext, wrappedKey } from '../../testing/vaults.ts';
import { ExpiryNotLaterError, NotLiveError } from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('prolongs a live grant, and nothing else', async () => {
  const { owner, researcher, datasetId, mined, now } = context;
  const account = researcher.account.address;
  const expiry = (await now()) + 86_400n;
  const terms = { researcher: account, datasetId, expiry, ...texts };
  const dead = owner.vault.extend(terms);
  await expect(dead).rejects.toThrow(NotLiveError);
  await expect(dead).rejects.toMatchObject({ values: { datasetId, researcher: account } });
  await mined(owner.vault.grant(terms));
  const same = owner.vault.extend(terms);
  await expect(same).rejects.toThrow(ExpiryNotLaterError);
  await expect(same).rejects.toMatchObject({ values: { expiry, present: expiry } });
  await mined(owner.vault.extend({ ...terms, expiry: expiry + 1n, wrappedKey }));
  expect(await researcher.vault.getGrant({ datasetId })).toMatchObject({ live: true, version: 2, expiry: expiry + 1n });
});
