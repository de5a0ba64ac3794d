import { beforeAll, expect, test } from 'vitest';
import { purchaseIdOf } from '../../protocol/vault/offer.ts';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';
import { UnknownPurchaseError } from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('refunds what was revoked before delivery, and does nothing the second time', async () => {
  const { owner, buyer, relayer, datasetId, offers, buy, mined } = context;
  const purchase = await buy(offers.token);
  await mined(owner.vault.revokeAll({ datasetId }));
  const { price, token } = offers.token;
  const hash = await relayer.vault.settle({ purchase });
  const { args } = await relayer.vault.waitForEvent({ hash, eventName: 'PurchaseSettled' });
  expect(args).toEqual({ purchaseId: purchaseIdOf(purchase), earned: 0n, refunded: price, closed: true });
  expect(await buyer.vault.getCredit({ token })).toBe(price);
  expect(await buyer.vault.getPurchase({ purchase })).toMatchObject({ status: 'closed', collected: 0n });
  const { logs } = await mined(relayer.vault.settle({ purchase }));
  expect(logs).toEqual([]);
});

test('tells a purchase that was never made', async () => {
  const { buyer, relayer, offers } = context;
  const purchase = { offer: offers.token, buyer: buyer.account.address, salt: 99n };
  const attempt = relayer.vault.settle({ purchase });
  await expect(attempt).rejects.toThrow(UnknownPurchaseError);
  await expect(attempt).rejects.toMatchObject({ values: { purchaseId: purchaseIdOf(purchase) } });
});
