import { beforeAll, expect, test } from 'vitest';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('is what is recorded, of anyone', async () => {
  const { owner, researcher, buyer, datasetId, mined, now } = context;
  const account = researcher.account.address;
  const none = { live: false, expiry: 0n, epoch: 0, version: 0, period: 0, revokedAt: 0 };
  expect(await researcher.vault.getGrant({ datasetId })).toEqual(none);
  const expiry = (await now()) + 86_400n;
  await mined(owner.vault.grantAccess({ researcher: account, datasetId, expiry }));
  const granted = { live: true, expiry, epoch: 1, version: 1, period: 0, revokedAt: 0 };
  expect(await buyer.vault.getGrant({ datasetId, researcher: account })).toEqual(granted);
  const { blockNumber } = await mined(owner.vault.revokeAccess({ researcher: account, datasetId }));
  const { timestamp } = await owner.getBlock({ blockNumber });
  const revoked = { ...none, version: 2, period: 1, revokedAt: Number(timestamp) };
  expect(await researcher.vault.getGrant({ datasetId })).toEqual(revoked);
  expect(await researcher.vault.getGrant({ datasetId, blockNumber: blockNumber - 1n })).toEqual(granted);
});
