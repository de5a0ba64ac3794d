import { beforeAll, expect, test } from 'vitest';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';
import { NotAllowedError } from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('ends the access of each', async () => {
  const { owner, researcher, buyer, gatekeeper, datasetId, mined, now } = context;
  const expiry = (await now()) + 86_400n;
  const clients = [researcher, buyer, gatekeeper];
  for (const client of clients) {
    await mined(owner.vault.grantAccess({ researcher: client.account.address, datasetId, expiry }));
  }
  const researchers = [researcher.account.address, buyer.account.address];
  await mined(owner.vault.revokeMany({ datasetId, researchers }));
  const live = await Promise.all(clients.map((client) => client.vault.isLive({ datasetId })));
  expect(live).toEqual([false, false, true]);
});

test('is the owner’s alone', async () => {
  const { buyer, datasetId } = context;
  await expect(buyer.vault.revokeMany({ datasetId, researchers: [] })).rejects.toThrow(NotAllowedError);
});
