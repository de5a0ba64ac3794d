import { createPublicClient, http } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';
import { AccountRequiredError } from '../errors/index.ts';
import { isLive } from './isLive.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('is asked of anyone, at any block', async () => {
  const { owner, researcher, buyer, datasetId, mined, now } = context;
  const account = researcher.account.address;
  const before = await owner.getBlockNumber();
  await mined(owner.vault.grantAccess({ researcher: account, datasetId, expiry: (await now()) + 86_400n }));
  const granted = await owner.getBlockNumber();
  await mined(owner.vault.revokeAccess({ researcher: account, datasetId }));
  const grant = { datasetId, researcher: account };
  expect(await buyer.vault.isLive({ ...grant, blockNumber: before })).toBe(false);
  expect(await buyer.vault.isLive({ ...grant, blockNumber: granted })).toBe(true);
  expect(await researcher.vault.isLive({ datasetId, blockNumber: granted })).toBe(true);
  expect(await buyer.vault.isLive({ datasetId, blockNumber: granted })).toBe(false);
  expect(await buyer.vault.isLive(grant)).toBe(false);
});

test('needs somebody to ask for', async () => {
  const { chain, rpcUrl, vault, datasetId } = context;
  const client = createPublicClient({ chain, transport: http(rpcUrl) });
  await expect(isLive(client, { datasetId, vault })).rejects.toThrow(AccountRequiredError);
});
