import { beforeAll, expect, test } from 'vitest';
import { datasetIdOf } from '../../protocol/vault/dataset.ts';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';
import { NotAllowedError, UnknownDatasetError } from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('ends everyone’s access in one dataset, until it is granted again', async () => {
  const { owner, researcher, buyer, datasetId, register, mined, now } = context;
  const other = await register(2n);
  const expiry = (await now()) + 86_400n;
  const grantTo = (client: typeof buyer, id = datasetId) =>
    mined(owner.vault.grantAccess({ researcher: client.account.address, datasetId: id, expiry }));
  for (const client of [researcher, buyer]) await grantTo(client);
  await grantTo(researcher, other);
  const hash = await owner.vault.revokeAll({ datasetId });
  const { args } = await owner.vault.waitForEvent({ hash, eventName: 'AllAccessRevoked' });
  expect(args).toEqual({ datasetId, epoch: 2 });
  for (const client of [researcher, buyer]) expect(await client.vault.isLive({ datasetId })).toBe(false);
  expect(await researcher.vault.isLive({ datasetId: other })).toBe(true);
  await grantTo(buyer);
  expect(await buyer.vault.isLive({ datasetId })).toBe(true);
});

test('tells a dataset that is unknown, and one of another', async () => {
  const { owner, buyer, datasetId } = context;
  const unknown = datasetIdOf(owner.account.address, 99n);
  await expect(owner.vault.revokeAll({ datasetId: unknown })).rejects.toThrow(UnknownDatasetError);
  await expect(buyer.vault.revokeAll({ datasetId })).rejects.toThrow(NotAllowedError);
});
