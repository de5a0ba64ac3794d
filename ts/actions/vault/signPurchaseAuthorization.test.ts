import { beforeAll, expect, test } from 'vitest';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';
import { TokenIsNativeError, ValueOutOfRangeError } from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('is over the offer’s price, and keeps what is given', async () => {
  const { buyer, relayer, offers } = context;
  const offer = offers.token;
  const terms = { offer, validBefore: 2n ** 40n };
  const first = await buyer.vault.signPurchaseAuthorization(terms);
  expect(first).toMatchObject({ from: buyer.account.address, value: offer.price, validAfter: 0n });
  expect((await buyer.vault.signPurchaseAuthorization(terms)).salt).not.toBe(first.salt);
  const given = { salt: 5n, latestStart: 6, validAfter: 7n, from: relayer.account.address };
  expect(await buyer.vault.signPurchaseAuthorization({ ...terms, ...given })).toMatchObject(given);
});

test('refuses the native coin, and numbers that do not fit', async () => {
  const { buyer, offers } = context;
  const native = buyer.vault.signPurchaseAuthorization({ offer: offers.native, validBefore: 1n });
  await expect(native).rejects.toThrow(TokenIsNativeError);
  for (const change of [{ validBefore: -1n }, { salt: 2n ** 256n }, { latestStart: 2 ** 40 }]) {
    const attempt = buyer.vault.signPurchaseAuthorization({ offer: offers.token, validBefore: 1n, ...change });
    await expect(attempt).rejects.toThrow(ValueOutOfRangeError);
  }
});
