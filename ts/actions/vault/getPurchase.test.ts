import { beforeAll, expect, test } from 'vitest';
import { purchaseIdOf } from '../../protocol/vault/offer.ts';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('by the purchase or its id, at any block', async () => {
  const { buyer, offers, buy, deliver } = context;
  const blockNumber = await buyer.getBlockNumber();
  const purchase = await buy(offers.token);
  const pending = { status: 'pending', latestStart: 2 ** 40 - 1, epoch: 1, period: 0, collected: 0n };
  for (const named of [purchase, purchaseIdOf(purchase)]) {
    expect(await buyer.vault.getPurchase({ purchase: named })).toMatchObject(pending);
    expect(await buyer.vault.getPurchase({ purchase: named, blockNumber })).toMatchObject({ status: 'none', time: 0 });
  }
  await deliver(purchase);
  expect(await buyer.vault.getPurchase({ purchase })).toMatchObject({ ...pending, status: 'delivered' });
});
