import { keccak256, zeroAddress } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { datasetIdOf } from '../../protocol/vault/dataset.ts';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';
import { DatasetExistsError, NotAllowedError } from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

const content = {
  contentDigest: keccak256('0x01'),
  ciphertextHash: keccak256('0x02'),
  locator: 'https://data.example/2',
};

test('registers a dataset as revision 1 in epoch 1, without a gatekeeper unless one is named', async () => {
  const { owner, gatekeeper } = context;
  for (const [number, server] of [
    [2n, undefined],
    [3n, gatekeeper.account.address],
  ] as const) {
    const datasetId = datasetIdOf(owner.account.address, number);
    const hash = await owner.vault.registerDataset({ datasetId, ...content, gatekeeper: server });
    const { args } = await owner.vault.waitForEvent({ hash, eventName: 'DatasetRegistered' });
    const named = { gatekeeper: server ?? zeroAddress };
    expect(args).toEqual({ datasetId, owner: owner.account.address, ...content, ...named });
    const { locator, ...digests } = content;
    const recorded = { epoch: 1, epochStartedAt: 0, revision: 1, ...digests, ...named };
    expect(await owner.vault.getDataset({ datasetId })).toEqual(recorded);
  }
});

test('tells an id that is taken, and one of another owner', async () => {
  const { owner, researcher, datasetId } = context;
  const again = owner.vault.registerDataset({ datasetId, ...content });
  await expect(again).rejects.toThrow(DatasetExistsError);
  await expect(again).rejects.toMatchObject({ values: { datasetId } });
  const foreign = researcher.vault.registerDataset({ datasetId, ...content });
  await expect(foreign).rejects.toThrow(NotAllowedError);
  const values = { caller: researcher.account.address, allowed: owner.account.address };
  await expect(foreign).rejects.toMatchObject({ values });
});
