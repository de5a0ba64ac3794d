import { beforeAll, expect, test } from 'vitest';
import { offerIdOf } from '../../protocol/vault/offer.ts';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('by the offer or its id, at any block', async () => {
  const { owner, offers, mined } = context;
  const offer = offers.token;
  const blockNumber = await owner.getBlockNumber();
  await mined(owner.vault.closeOffer({ offer }));
  for (const named of [offer, offerIdOf(offer)]) {
    expect(await owner.vault.isOfferOpen({ offer: named })).toBe(false);
    expect(await owner.vault.isOfferOpen({ offer: named, blockNumber })).toBe(true);
  }
});
