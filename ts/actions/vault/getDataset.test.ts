import { zeroHash } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('is what is recorded at a block, and zeros for one that is unknown', async () => {
  const { owner, gatekeeper, datasetId, mined } = context;
  const blockNumber = await owner.getBlockNumber();
  const { blockNumber: revokedIn } = await mined(owner.vault.revokeAll({ datasetId }));
  const { timestamp } = await owner.getBlock({ blockNumber: revokedIn });
  const view = { gatekeeper: gatekeeper.account.address, revision: 1 };
  const epochStartedAt = Number(timestamp);
  expect(await owner.vault.getDataset({ datasetId })).toMatchObject({ ...view, epoch: 2, epochStartedAt });
  const before = await owner.vault.getDataset({ datasetId, blockNumber });
  expect(before).toMatchObject({ ...view, epoch: 1, epochStartedAt: 0 });
  const unknown = await owner.vault.getDataset({ datasetId: zeroHash });
  expect(unknown).toMatchObject({ epoch: 0, revision: 0, contentDigest: zeroHash, ciphertextHash: zeroHash });
});
