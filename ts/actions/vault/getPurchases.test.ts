import { beforeAll, expect, test } from 'vitest';
import { offerIdOf, purchaseIdOf } from '../../protocol/vault/offer.ts';
import { startAnvil } from '../../testing/anvil.ts';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';
import { IncompleteHistoryError } from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  const anvil = await startAnvil();
  context = await createVaultContext(import.meta.url, anvil.rpcUrl);
  return anvil.stop;
});

test('is every purchase of the dataset, where it stands, and what settling would bring', async () => {
  const { owner, buyer, datasetId, offers, register, offerOf, open, buy, deliver, mined, advance } = context;
  const other = await register(2n);
  await open(offerOf(other));
  await buy(offerOf(other));
  const [delivered, waiting] = [await buy(offers.token), await buy(offers.native)];
  await deliver(delivered);
  await advance(86_400);
  const { purchases, blockNumber } = await owner.vault.getPurchases({ datasetId });
  expect(blockNumber).toBe(await owner.getBlockNumber());
  expect(purchases).toMatchObject([
    { ...delivered, purchaseId: purchaseIdOf(delivered), status: 'delivered', revokedAt: 0, epoch: 1, period: 0 },
    { ...waiting, status: 'pending', settlement: { earned: 0n, refunded: 0n, closed: false } },
  ]);
  const settlement = await buyer.vault.getSettlement({ purchase: delivered, blockNumber });
  expect(settlement.earned).toBeGreaterThan(0n);
  expect(purchases[0]?.settlement).toEqual(settlement);

  const revoked = await mined(owner.vault.revokeAll({ datasetId }));
  const { timestamp } = await owner.getBlock({ blockNumber: revoked.blockNumber });
  const after = (await owner.vault.getPurchases({ datasetId })).purchases;
  expect(after.map(({ revokedAt }) => revokedAt)).toEqual([Number(timestamp), Number(timestamp)]);
  expect(after[1]?.settlement).toEqual({ earned: 0n, refunded: offers.native.price, closed: true });
});

test('does not take a part of the history for the whole', async () => {
  const { owner, datasetId, offerOf, open, buy } = context;
  const offer = offerOf(datasetId, { price: 3n });
  const fromBlock = (await owner.getBlockNumber()) + 1n;
  await open(offer);
  await buy(offer);
  const partial = owner.vault.getPurchases({ datasetId, fromBlock });
  await expect(partial).rejects.toThrow(IncompleteHistoryError);
  await expect(partial).rejects.toThrow(`dataset ${datasetId} was never registered`);
  const unopened = owner.vault.getPurchases({ datasetId, fromBlock: await owner.getBlockNumber() });
  await expect(unopened).rejects.toThrow(`offer ${offerIdOf(offer)} was never opened`);
});
