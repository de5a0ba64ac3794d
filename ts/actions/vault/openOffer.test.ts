import { beforeAll, expect, test } from 'vitest';
import { datasetIdOf } from '../../protocol/vault/dataset.ts';
import { offerIdOf } from '../../protocol/vault/offer.ts';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';
import {
  DeliveryWindowOutOfRangeError,
  NotAllowedError,
  OfferOpenError,
  UnknownDatasetError,
  ValueOutOfRangeError,
  ZeroDurationError,
  ZeroPriceError,
} from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('opens an offer, and again once it was closed', async () => {
  const { owner, datasetId, offerOf, mined } = context;
  const offer = offerOf(datasetId, { price: 7n });
  const hash = await owner.vault.openOffer({ offer });
  const { args } = await owner.vault.waitForEvent({ hash, eventName: 'OfferOpened' });
  expect(args).toEqual({ offerId: offerIdOf(offer), datasetId, offer });
  await expect(owner.vault.openOffer({ offer })).rejects.toThrow(OfferOpenError);
  await mined(owner.vault.closeOffer({ offer }));
  await mined(owner.vault.openOffer({ offer }));
  expect(await owner.vault.isOfferOpen({ offer })).toBe(true);
});

test('tells a dataset that is unknown, and one of another', async () => {
  const { owner, buyer, offers, offerOf } = context;
  const nowhere = offerOf(datasetIdOf(owner.account.address, 99n));
  await expect(owner.vault.openOffer({ offer: nowhere })).rejects.toThrow(UnknownDatasetError);
  await expect(buyer.vault.openOffer({ offer: offers.token })).rejects.toThrow(NotAllowedError);
});

test('refuses terms that cannot be sold before anything is sent', async () => {
  const { owner, offers } = context;
  const open = (change: object) => owner.vault.openOffer({ offer: { ...offers.token, ...change } });
  await expect(open({ price: 0n })).rejects.toThrow(ZeroPriceError);
  await expect(open({ duration: 0 })).rejects.toThrow(ZeroDurationError);
  for (const deliveryWindow of [86_399, 2_592_001]) {
    await expect(open({ deliveryWindow })).rejects.toThrow(DeliveryWindowOutOfRangeError);
  }
  for (const change of [{ price: 2n ** 96n }, { duration: 2 ** 32 }, { deliveryWindow: 86_400.5 }]) {
    await expect(open(change)).rejects.toThrow(ValueOutOfRangeError);
  }
});
