import { beforeAll, expect, test } from 'vitest';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';
import { NotAllowedError } from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('ends the access of one researcher at once', async () => {
  const { owner, researcher, buyer, datasetId, mined, now } = context;
  const expiry = (await now()) + 86_400n;
  for (const client of [researcher, buyer]) {
    await mined(owner.vault.grantAccess({ researcher: client.account.address, datasetId, expiry }));
  }
  const hash = await owner.vault.revokeAccess({ researcher: researcher.account.address, datasetId });
  const { args } = await owner.vault.waitForEvent({ hash, eventName: 'AccessRevoked' });
  expect(args).toEqual({ datasetId, researcher: researcher.account.address, version: 2 });
  expect(await researcher.vault.isLive({ datasetId })).toBe(false);
  expect(await buyer.vault.isLive({ datasetId })).toBe(true);
});

test('is the owner’s alone', async () => {
  const { gatekeeper, buyer, datasetId } = context;
  const attempt = gatekeeper.vault.revokeAccess({ researcher: buyer.account.address, datasetId });
  await expect(attempt).rejects.toThrow(NotAllowedError);
});
