import { zeroHash } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { dataVault } from '../../actions/internal/contracts/dataVault.ts';
import { read } from '../../actions/internal/read.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { nativeToken } from '../channel.ts';
import { datasetIdOf } from './dataset.ts';
import { textHash } from './grant.ts';
import {
  accessOffer,
  earnedOf,
  maxDeliveryWindowSeconds,
  minDeliveryWindowSeconds,
  type Offer,
  offerIdOf,
  purchaseIdOf,
  purchaseNonceOf,
} from './offer.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

function sample(): Offer {
  return accessOffer({
    datasetId: datasetIdOf(context.payer.account.address, 1n),
    price: 7n,
    duration: 60,
    deliveryWindow: 86_400,
    purpose: 'a purpose',
    terms: 'some terms',
  });
}

test('the limits are the contract’s', async () => {
  const { payer, vault } = context;
  const constant = (functionName: 'MIN_DELIVERY_WINDOW_SECONDS' | 'MAX_DELIVERY_WINDOW_SECONDS') =>
    read(payer, dataVault, { vault }, { functionName, args: [] });
  expect(await constant('MIN_DELIVERY_WINDOW_SECONDS')).toBe(minDeliveryWindowSeconds);
  expect(await constant('MAX_DELIVERY_WINDOW_SECONDS')).toBe(maxDeliveryWindowSeconds);
});

test('an offer is in the native coin unless it says otherwise, and has the hashes of its texts', () => {
  const { token } = context;
  const hashes = { purposeHash: textHash('a purpose'), termsHash: textHash('some terms') };
  expect(sample()).toMatchObject({ token: nativeToken, price: 7n, duration: 60, deliveryWindow: 86_400, ...hashes });
  const { purposeHash, termsHash, ...terms } = sample();
  expect(accessOffer({ ...terms, token, purpose: '', terms: '' })).toMatchObject({ token, purposeHash: textHash('') });
});

test('the ids are the contract’s, and every part of an offer counts', async () => {
  const { payer, relayer, token, vault } = context;
  const base = sample();
  const offers: Offer[] = [
    base,
    { ...base, datasetId: zeroHash },
    { ...base, token },
    { ...base, price: 2n ** 96n - 1n },
    { ...base, duration: 2 ** 32 - 1 },
    { ...base, deliveryWindow: 86_401 },
    { ...base, purposeHash: zeroHash },
    { ...base, termsHash: zeroHash },
    { ...base, purposeHash: base.termsHash, termsHash: base.purposeHash },
  ];
  for (const offer of offers) {
    const args = [offer] as const;
    expect(offerIdOf(offer)).toBe(await read(payer, dataVault, { vault }, { functionName: 'offerIdOf', args }));
  }
  expect(new Set(offers.map(offerIdOf)).size).toBe(offers.length);

  const buyers = [payer.account.address, relayer.account.address];
  const purchases = [0n, 2n ** 256n - 1n].flatMap((salt) => buyers.map((buyer) => ({ offer: base, buyer, salt })));
  for (const { offer, buyer, salt } of purchases) {
    const args = [offerIdOf(offer), buyer, salt] as const;
    const onChain = await read(payer, dataVault, { vault }, { functionName: 'purchaseIdOf', args });
    expect(purchaseIdOf({ offer, buyer, salt })).toBe(onChain);
  }
  expect(new Set(purchases.map(purchaseIdOf)).size).toBe(purchases.length);
});

test('the nonce of an authorisation is the contract’s', async () => {
  const { payer, vault } = context;
  const offer = sample();
  const nonces = [0n, 2n ** 256n - 1n].flatMap((salt) =>
    [0, 2 ** 40 - 1].map((latestStart) => ({ offer, salt, latestStart })),
  );
  for (const { salt, latestStart } of nonces) {
    const args = [offerIdOf(offer), latestStart, salt] as const;
    const onChain = await read(payer, dataVault, { vault }, { functionName: 'purchaseNonce', args });
    expect(purchaseNonceOf({ offer, salt, latestStart })).toBe(onChain);
  }
  expect(new Set(nonces.map(purchaseNonceOf)).size).toBe(nonces.length);
});

test.each([
  ['before the start', 999n, 0n],
  ['at the start', 1_000n, 0n],
  ['after a third, rounded down', 1_020n, 33n],
  ['a second before the end', 1_059n, 98n],
  ['at the end', 1_060n, 100n],
  ['long after the end', 2n ** 64n, 100n],
])('a purchase has earned, %s', (_, until, earned) => {
  expect(earnedOf({ price: 100n, duration: 60 }, 1_000, until)).toBe(earned);
});
