import { beforeAll, expect, test } from 'vitest';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('is each account’s in each token, at any block', async () => {
  const { owner, buyer, datasetId, offers, buy, mined } = context;
  const purchase = await buy(offers.token);
  const { token, price } = offers.token;
  await mined(owner.vault.revokeAll({ datasetId }));
  const { blockNumber } = await mined(buyer.vault.settle({ purchase }));
  expect(await owner.vault.getCredit({ token, account: buyer.account.address })).toBe(price);
  expect(await buyer.vault.getCredit({ token: offers.native.token })).toBe(0n);
  expect(await buyer.vault.getCredit({ token, blockNumber: blockNumber - 1n })).toBe(0n);
  expect(await owner.vault.getCredit({ token })).toBe(0n);
});
