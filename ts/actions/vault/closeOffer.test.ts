import { beforeAll, expect, test } from 'vitest';
import { offerIdOf } from '../../protocol/vault/offer.ts';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';
import { NotAllowedError, OfferClosedError } from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('ends the sale, and leaves what was bought', async () => {
  const { owner, buyer, offers, buy, deliver } = context;
  const purchase = await buy(offers.token);
  const hash = await owner.vault.closeOffer({ offer: offers.token });
  const { args } = await owner.vault.waitForEvent({ hash, eventName: 'OfferClosed' });
  expect(args).toEqual({ offerId: offerIdOf(offers.token), datasetId: context.datasetId });
  await expect(buyer.vault.purchaseWithPermit({ offer: offers.token })).rejects.toThrow(OfferClosedError);
  await deliver(purchase);
});

test('tells an offer that is not open, and one of another', async () => {
  const { owner, buyer, datasetId, offers, offerOf } = context;
  const never = offerOf(datasetId, { price: 99n });
  const closed = owner.vault.closeOffer({ offer: never });
  await expect(closed).rejects.toThrow(OfferClosedError);
  await expect(closed).rejects.toMatchObject({ values: { offerId: offerIdOf(never) } });
  await expect(buyer.vault.closeOffer({ offer: offers.native })).rejects.toThrow(NotAllowedError);
});
