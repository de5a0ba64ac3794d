import { beforeAll, expect, test } from 'vitest';
import { purchaseIdOf } from '../../protocol/vault/offer.ts';
import { createVaultContext, month, type VaultContext, wrappedKey } from '../../testing/vaults.ts';
import {
  NotDelivererError,
  NotPendingError,
  RevokedBeforeDeliveryError,
  StartTooLateError,
  WrappedKeyLengthError,
  WrongEpochError,
  WrongVersionError,
} from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('the gatekeeper or the owner begins the access, the second purchase at the end of the first', async () => {
  const { owner, gatekeeper, buyer, datasetId, offers, buy, nextOf } = context;
  let end = 0n;
  for (const client of [gatekeeper, owner]) {
    const purchase = await buy(offers.token);
    const next = await nextOf(datasetId, buyer.account.address);
    const hash = await client.vault.deliver({ purchase, wrappedKey, ...next });
    const { args } = await client.vault.waitForEvent({ hash, eventName: 'PurchaseDelivered' });
    const { args: granted } = await client.vault.waitForEvent({ hash, eventName: 'AccessGranted' });
    if (end !== 0n) expect(BigInt(args.start)).toBe(end);
    end = BigInt(args.start + month);
    expect(args.end).toBe(end);
    const { purposeHash, termsHash } = offers.token;
    expect(granted).toMatchObject({ expiry: end, wrappedKey, ...next, purposeHash, termsHash });
    expect(await buyer.vault.getPurchase({ purchase })).toMatchObject({ status: 'delivered', time: args.start });
  }
  expect(await buyer.vault.getGrant({ datasetId })).toMatchObject({ live: true, expiry: end });
});

test('tells who may not, what was delivered, and a key that was wrapped for something else', async () => {
  const { gatekeeper, buyer, datasetId, offers, buy, deliver, nextOf } = context;
  const purchase = await buy(offers.token);
  const { epoch, version } = await nextOf(datasetId, buyer.account.address);
  const delivery = { purchase, wrappedKey, epoch, version };
  await expect(buyer.vault.deliver(delivery)).rejects.toThrow(NotDelivererError);
  await expect(gatekeeper.vault.deliver({ ...delivery, epoch: epoch + 1 })).rejects.toThrow(WrongEpochError);
  await expect(gatekeeper.vault.deliver({ ...delivery, version: version + 1 })).rejects.toThrow(WrongVersionError);
  await expect(gatekeeper.vault.deliver({ ...delivery, wrappedKey: '0x' })).rejects.toThrow(WrappedKeyLengthError);
  await deliver(purchase);
  const again = gatekeeper.vault.deliver({ ...delivery, version: version + 1 });
  await expect(again).rejects.toThrow(NotPendingError);
  await expect(again).rejects.toMatchObject({ values: { status: 'delivered' } });
});

test('tells access that was revoked after the purchase, and a start that is too late for the buyer', async () => {
  const { owner, gatekeeper, buyer, datasetId, offers, buy, nextOf, mined, now } = context;
  const account = buyer.account.address;
  const latestStart = Number(await now()) + 3_600;
  await mined(buyer.vault.purchase({ offer: offers.native, salt: 1n, latestStart }));
  const early = { offer: offers.native, buyer: account, salt: 1n };
  const tooLate = gatekeeper.vault.deliver({ purchase: early, wrappedKey, ...(await nextOf(datasetId, account)) });
  await expect(tooLate).rejects.toThrow(StartTooLateError);
  await expect(tooLate).rejects.toMatchObject({ values: { latestStart: BigInt(latestStart) } });

  const purchase = await buy(offers.token);
  await mined(owner.vault.revokeAccess({ researcher: account, datasetId }));
  const revoked = gatekeeper.vault.deliver({ purchase, wrappedKey, ...(await nextOf(datasetId, account)) });
  await expect(revoked).rejects.toThrow(RevokedBeforeDeliveryError);
  await expect(revoked).rejects.toMatchObject({ values: { purchaseId: purchaseIdOf(purchase) } });
});
