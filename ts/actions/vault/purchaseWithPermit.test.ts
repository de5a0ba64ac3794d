import { beforeAll, expect, test } from 'vitest';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';
import { InsufficientAllowanceError, MalformedSignatureError, TokenIsNativeError } from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('signs the permit itself, or takes one', async () => {
  const { buyer, offers, now } = context;
  const offer = offers.token;
  const deadline = (await now()) + 3_600n;
  const sign = () => buyer.vault.signPermit({ token: offer.token, amount: offer.price, deadline });
  for (const permit of [undefined, 'signed'] as const) {
    const given = permit && { signature: await sign(), deadline };
    const hash = await buyer.vault.purchaseWithPermit({ offer, permit: given, tokenDomain: { version: '1' } });
    const { args } = await buyer.vault.waitForEvent({ hash, eventName: 'AccessPurchased' });
    const purchase = { offer, buyer: buyer.account.address, salt: args.salt };
    expect(await buyer.vault.getPurchase({ purchase })).toMatchObject({ status: 'pending' });
  }
});

test('tells a permit of another, another length, and a coin that has none', async () => {
  const { buyer, relayer, offers, now } = context;
  const offer = offers.token;
  const deadline = (await now()) + 3_600n;
  const signature = await relayer.vault.signPermit({ token: offer.token, amount: offer.price, deadline });
  const byAnother = buyer.vault.purchaseWithPermit({ offer, permit: { signature, deadline } });
  await expect(byAnother).rejects.toThrow(InsufficientAllowanceError);
  const cut = { signature: `0x${signature.slice(4)}` as const, deadline };
  await expect(buyer.vault.purchaseWithPermit({ offer, permit: cut })).rejects.toThrow(MalformedSignatureError);
  await expect(buyer.vault.purchaseWithPermit({ offer: offers.native })).rejects.toThrow(TokenIsNativeError);
});
