import { zeroAddress } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { datasetIdOf } from '../../protocol/vault/dataset.ts';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';
import { NotAllowedError, UnknownDatasetError } from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('names another key, or none', async () => {
  const { owner, relayer, datasetId, mined } = context;
  for (const gatekeeper of [relayer.account.address, zeroAddress]) {
    await mined(owner.vault.setGatekeeper({ datasetId, gatekeeper }));
    expect(await owner.vault.getDataset({ datasetId })).toMatchObject({ gatekeeper });
  }
});

test('tells a dataset that is unknown, and one of another', async () => {
  const { owner, gatekeeper, datasetId } = context;
  const key = { gatekeeper: gatekeeper.account.address };
  const unknown = datasetIdOf(owner.account.address, 99n);
  await expect(owner.vault.setGatekeeper({ datasetId: unknown, ...key })).rejects.toThrow(UnknownDatasetError);
  await expect(gatekeeper.vault.setGatekeeper({ datasetId, ...key })).rejects.toThrow(NotAllowedError);
});
