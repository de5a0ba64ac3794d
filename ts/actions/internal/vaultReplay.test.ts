import { beforeAll, expect, test } from 'vitest';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';
import { IncompleteHistoryError } from '../errors/index.ts';
import { dataVault } from './contracts/dataVault.ts';
import { replayEvents } from './history.ts';
import { applyVaultEvent, emptyVaultReplay, type VaultLog } from './vaultReplay.ts';

let context: VaultContext;
const logs: VaultLog[] = [];

/** A purchase that is delivered, revoked twice, settled and withdrawn, after an offer was closed. */
beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
  const { owner, buyer, vault, datasetId, offers, buy, deliver, mined } = context;
  await mined(owner.vault.closeOffer({ offer: offers.native }));
  const purchase = await buy(offers.token);
  await deliver(purchase);
  const account = buyer.account.address;
  await mined(owner.vault.revokeAccess({ researcher: account, datasetId }));
  await mined(owner.vault.cancelSignedGrants({ researcher: account, datasetId }));
  await mined(owner.vault.revokeAll({ datasetId }));
  await mined(owner.vault.revokeAll({ datasetId }));
  await mined(buyer.vault.settle({ purchase }));
  await mined(buyer.vault.withdraw({ token: offers.token.token }));
  await replayEvents(buyer, dataVault, { vault }, (log) => logs.push(log));
});

function replay(events: readonly VaultLog[]) {
  const state = emptyVaultReplay();
  for (const log of events) applyVaultEvent(state, log);
  return state;
}

/** All events but the first of a name. */
function without(name: string): VaultLog[] {
  const dropped = logs.findIndex(({ eventName }) => eventName === name);
  if (dropped === -1) throw new Error(`there was no ${name}`);
  return logs.filter((_, index) => index !== dropped);
}

test('takes the events as they are', () => {
  const { purchases, offers, datasets } = replay(logs);
  expect([...purchases.values()]).toMatchObject([{ status: 'closed', epoch: 1, period: 0 }]);
  expect([...offers.values()].map(({ open }) => open)).toEqual([true, false]);
  expect([...datasets.values()]).toMatchObject([{ epoch: 3 }]);
});

test.each([
  ['a dataset', 'DatasetRegistered', /before AccessPurchased .* dataset 0x\w+ was never registered$/],
  ['an offer', 'OfferOpened', /before AccessPurchased .* offer 0x\w+ was never opened$/],
  ['a purchase', 'AccessPurchased', /before PurchaseDelivered .* purchase 0x\w+ was never made$/],
  ['a grant', 'AccessGranted', /before AccessRevoked .* the grant of 0x\w+ is at version 0$/],
  ['a revocation', 'AccessRevoked', /before SignedGrantsCancelled .* the grant of 0x\w+ is at version 1$/],
  ['a revocation of all', 'AllAccessRevoked', /before AllAccessRevoked .* dataset 0x\w+ is at epoch 1$/],
  ['a credit', 'Credited', /before Withdrawn .* the credit of 0x\w+ is 0$/],
])('without %s the books do not add up', (_, eventName, reason) => {
  const withheld = eventName === 'Credited' ? logs.filter((log) => log.eventName !== eventName) : without(eventName);
  expect(() => replay(withheld)).toThrow(IncompleteHistoryError);
  expect(() => replay(withheld)).toThrow(reason);
});

test.each([1n, -1n])('a settlement of %s more than was paid does not add up', (change) => {
  const forged = logs.map((log) =>
    log.eventName === 'PurchaseSettled' ? { ...log, args: { ...log.args, refunded: log.args.refunded + change } } : log,
  );
  expect(() => replay(forged)).toThrow(/before PurchaseSettled .* brought 5000000, settled are \d+$/);
});

test('a purchase of a closed offer does not add up', () => {
  const closing = logs.find((log) => log.eventName === 'OfferClosed');
  const bought = logs.findIndex(({ eventName }) => eventName === 'AccessPurchased');
  const sale = logs[bought];
  if (closing?.eventName !== 'OfferClosed' || sale?.eventName !== 'AccessPurchased') throw new Error('both were sent');
  const closed = { ...closing, args: { ...closing.args, offerId: sale.args.offerId } };
  expect(() => replay(logs.toSpliced(bought, 0, closed))).toThrow(/before AccessPurchased .* offer 0x\w+ is closed$/);
});
