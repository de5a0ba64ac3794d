import { beforeAll, expect, test } from 'vitest';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';
import { ValueOutOfRangeError, ZeroPriceError } from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('a salt of its own, and a start that the buyer’s access leaves room for', async () => {
  const { owner, researcher, datasetId, offers, mined, now } = context;
  const offer = offers.token;
  const prepare = () => researcher.vault.preparePurchase({ offer });
  const [first, second] = [await prepare(), await prepare()];
  expect(first.offer).toEqual(offer);
  expect(first.salt).not.toBe(second.salt);
  const time = await now();
  expect(BigInt(second.latestStart)).toBeGreaterThanOrEqual(time);
  expect(BigInt(second.latestStart)).toBeLessThanOrEqual(time + BigInt(offer.deliveryWindow));

  const account = researcher.account.address;
  const end = time + 864_000n;
  await mined(owner.vault.grantAccess({ researcher: account, datasetId, expiry: end }));
  expect((await prepare()).latestStart).toBe(Number(end) + offer.deliveryWindow);
  await mined(owner.vault.grantAccess({ researcher: account, datasetId, expiry: 2n ** 64n - 1n }));
  expect((await owner.vault.preparePurchase({ offer, buyer: account })).latestStart).toBe(2 ** 40 - 1);
});

test('keeps what is given, and refuses what does not fit', async () => {
  const { buyer, offers } = context;
  const offer = offers.token;
  const given = { offer, salt: 5n, latestStart: 6 };
  expect(await buyer.vault.preparePurchase(given)).toEqual(given);
  for (const change of [{ salt: -1n }, { latestStart: 2 ** 40 }]) {
    await expect(buyer.vault.preparePurchase({ ...given, ...change })).rejects.toThrow(ValueOutOfRangeError);
  }
  await expect(buyer.vault.preparePurchase({ offer: { ...offer, price: 0n } })).rejects.toThrow(ZeroPriceError);
});
