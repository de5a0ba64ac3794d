import { beforeAll, expect, test } from 'vitest';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';
import {
  ContractRevertedError,
  InsufficientTokensError,
  TokenIsNativeError,
  ValueOutOfRangeError,
} from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

async function signed(client = context.buyer) {
  const validBefore = (await context.now()) + 3_600n;
  return client.vault.signPurchaseAuthorization({ offer: context.offers.token, validBefore });
}

test('a relayer brings the purchase, which its signer pays, once', async () => {
  const { buyer, relayer, offers, mined } = context;
  const offer = offers.token;
  const authorization = await signed();
  const { salt, latestStart } = authorization;
  await mined(relayer.vault.purchaseWithAuthorization({ offer, authorization }));
  const purchase = { offer, buyer: buyer.account.address, salt };
  expect(await buyer.vault.getPurchase({ purchase })).toMatchObject({ status: 'pending', latestStart });
  const again = relayer.vault.purchaseWithAuthorization({ offer, authorization });
  await expect(again).rejects.toMatchObject({ name: 'PurchaseExistsError' });
});

test('nobody changes the offer, the latest start or the salt', async () => {
  const { relayer, datasetId, offers, offerOf, open } = context;
  const other = offerOf(datasetId, { duration: 60 });
  await open(other);
  const authorization = await signed();
  const forged = [
    { offer: other, authorization },
    { offer: offers.token, authorization: { ...authorization, latestStart: authorization.latestStart + 1 } },
    { offer: offers.token, authorization: { ...authorization, salt: authorization.salt ^ 1n } },
  ];
  for (const purchase of forged) {
    await expect(relayer.vault.purchaseWithAuthorization(purchase)).rejects.toThrow(ContractRevertedError);
  }
});

test('tells tokens that are missing, a coin without authorisations, and what does not fit', async () => {
  const { relayer, offers } = context;
  const unpaid = relayer.vault.purchaseWithAuthorization({ offer: offers.token, authorization: await signed(relayer) });
  await expect(unpaid).rejects.toThrow(InsufficientTokensError);
  const authorization = await signed();
  const native = relayer.vault.purchaseWithAuthorization({ offer: offers.native, authorization });
  await expect(native).rejects.toThrow(TokenIsNativeError);
  for (const change of [{ salt: 2n ** 256n }, { value: -1n }, { latestStart: 0.5 }]) {
    const changed = { offer: offers.token, authorization: { ...authorization, ...change } };
    await expect(relayer.vault.purchaseWithAuthorization(changed)).rejects.toThrow(ValueOutOfRangeError);
  }
});
