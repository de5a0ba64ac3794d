import { keccak256 } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { datasetIdOf } from '../../protocol/vault/dataset.ts';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';
import { NotAllowedError, UnknownDatasetError } from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

const content = { contentDigest: keccak256('0x01'), ciphertextHash: keccak256('0x02') };

test('publishes the next revision, and leaves grants as they are', async () => {
  const { owner, researcher, datasetId, mined, now } = context;
  const account = researcher.account.address;
  await mined(owner.vault.grantAccess({ researcher: account, datasetId, expiry: (await now()) + 86_400n }));
  const hash = await owner.vault.publishRevision({ datasetId, ...content, locator: 'https://data.example/r2' });
  const { args } = await owner.vault.waitForEvent({ hash, eventName: 'RevisionPublished' });
  expect(args).toEqual({ datasetId, revision: 2, ...content, locator: 'https://data.example/r2' });
  expect(await owner.vault.getDataset({ datasetId })).toMatchObject({ revision: 2, epoch: 1, ...content });
  expect(await researcher.vault.isLive({ datasetId })).toBe(true);
});

test('tells a dataset that is unknown, and one of another', async () => {
  const { owner, researcher, datasetId } = context;
  const unknown = datasetIdOf(owner.account.address, 99n);
  const nowhere = owner.vault.publishRevision({ datasetId: unknown, ...content, locator: '' });
  await expect(nowhere).rejects.toThrow(UnknownDatasetError);
  const foreign = researcher.vault.publishRevision({ datasetId, ...content, locator: '' });
  await expect(foreign).rejects.toThrow(NotAllowedError);
});
