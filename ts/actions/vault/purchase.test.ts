import { beforeAll, expect, test } from 'vitest';
import { offerIdOf, purchaseIdOf } from '../../protocol/vault/offer.ts';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';
import {
  InsufficientAllowanceError,
  InsufficientTokensError,
  LatestStartPassedError,
  NotATokenError,
  OfferClosedError,
  PurchaseExistsError,
  WrongPaymentError,
} from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('pays in the token or in the native coin, and waits for the key', async () => {
  const { buyer, offers, token, mined } = context;
  await mined(buyer.vault.approve({ token, amount: offers.token.price }));
  for (const offer of Object.values(offers)) {
    const terms = await buyer.vault.preparePurchase({ offer });
    const { salt, latestStart } = terms;
    const hash = await buyer.vault.purchase(terms);
    const { args, receipt } = await buyer.vault.waitForEvent({ hash, eventName: 'AccessPurchased' });
    const { timestamp } = await buyer.getBlock({ blockNumber: receipt.blockNumber });
    const purchase = { offer, buyer: buyer.account.address, salt };
    const deadline = Number(timestamp) + offer.deliveryWindow;
    const named = { purchaseId: purchaseIdOf(purchase), offerId: offerIdOf(offer), buyer: purchase.buyer };
    expect(args).toEqual({ ...named, salt, deadline, latestStart });
    expect(await buyer.vault.getPurchase({ purchase })).toMatchObject({ status: 'pending', time: deadline });
  }
});

test('without salt and latest start, as often as one likes', async () => {
  const { buyer, offers, mined } = context;
  for (let time = 0; time < 2; time += 1) await mined(buyer.vault.purchase({ offer: offers.native }));
});

test('tells a salt that was used, a start that passed, and an offer that does not sell', async () => {
  const { buyer, datasetId, offers, offerOf, mined } = context;
  const offer = offers.native;
  await mined(buyer.vault.purchase({ offer, salt: 1n }));
  const again = buyer.vault.purchase({ offer, salt: 1n });
  await expect(again).rejects.toThrow(PurchaseExistsError);
  const purchaseId = purchaseIdOf({ offer, buyer: buyer.account.address, salt: 1n });
  await expect(again).rejects.toMatchObject({ values: { purchaseId } });
  const late = buyer.vault.purchase({ offer, latestStart: 1 });
  await expect(late).rejects.toThrow(LatestStartPassedError);
  await expect(late).rejects.toMatchObject({ values: { latestStart: 1n } });
  const closed = buyer.vault.purchase({ offer: offerOf(datasetId, { price: 99n }) });
  await expect(closed).rejects.toThrow(OfferClosedError);
});

test('tells what the token lacks, and one that keeps a part', async () => {
  const { buyer, relayer, datasetId, offers, offerOf, open, clientOf, deploy, mined } = context;
  const poor = await clientOf('poor');
  const { token, price } = offers.token;
  await expect(poor.vault.purchase({ offer: offers.token })).rejects.toThrow(InsufficientAllowanceError);
  await mined(poor.vault.approve({ token, amount: price }));
  await expect(poor.vault.purchase({ offer: offers.token })).rejects.toThrow(InsufficientTokensError);

  const fee = await deploy('FeeOnTransferToken', [], 'BalanceTokens');
  await context.call(buyer, 'FeeOnTransferToken', fee, 'mint', [buyer.account.address, 1_000n], 'BalanceTokens');
  const withFee = offerOf(datasetId, { token: fee, price: 1_000n });
  await open(withFee);
  await mined(buyer.vault.approve({ token: fee, amount: 1_000n }));
  const short = buyer.vault.purchase({ offer: withFee });
  await expect(short).rejects.toThrow(WrongPaymentError);
  await expect(short).rejects.toMatchObject({ values: { required: 1_000n } });

  const nowhere = offerOf(datasetId, { token: relayer.account.address });
  await open(nowhere);
  await expect(buyer.vault.purchase({ offer: nowhere })).rejects.toThrow(NotATokenError);
});
