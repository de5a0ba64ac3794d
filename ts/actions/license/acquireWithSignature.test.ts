import { beforeAll, expect, test } from 'vitest';
import { usesPlan } from '../../protocol/license/plan.ts';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { deployWallet } from '../../testing/wallet.ts';
import {
  DeadlinePassedError,
  InsufficientAllowanceError,
  InvalidNonceError,
  InvalidSignatureError,
  TokenIsNativeError,
} from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

async function signed(more: { licensee?: `0x${string}` } = {}) {
  const { buyer, plans, now } = context;
  return buyer.license.signPurchase({ plan: plans.timed, deadline: (await now()) + 3_600n, ...more });
}

test('a relayer brings the purchase, once, and the buyer’s allowance pays', async () => {
  const { buyer, relayer, creator, plans, mined } = context;
  const purchase = await signed({ licensee: creator.account.address });
  await mined(buyer.license.approve({ token: plans.timed.token, amount: 2n * plans.timed.price }));
  const hash = await relayer.license.acquireWithSignature({ plan: plans.timed, purchase });
  const { args } = await relayer.license.waitForEvent({ hash, eventName: 'LicenseAcquired' });
  expect(args).toMatchObject({ payer: buyer.account.address, licensee: creator.account.address });
  const used = await relayer.license.waitForEvent({ hash, eventName: 'NonceUsed' });
  expect(used.args).toEqual({ account: buyer.account.address, nonce: purchase.nonce });

  const again = relayer.license.acquireWithSignature({ plan: plans.timed, purchase });
  await expect(again).rejects.toThrow(InvalidNonceError);
  const values = { account: buyer.account.address, currentNonce: purchase.nonce + 1n };
  await expect(again).rejects.toMatchObject({ values });
});

test('for a contract account whose owner signed (ERC-1271)', async () => {
  const { buyer, relayer, modelId, token, sell, mined, now } = context;
  const wallet = await deployWallet(relayer, buyer.account.address);
  const free = usesPlan({ modelId, price: 0n, uses: 1n, token });
  await sell(free);
  const terms = { plan: free, buyer: wallet, deadline: (await now()) + 3_600n };
  const purchase = await buyer.license.signPurchase(terms);
  await mined(relayer.license.acquireWithSignature({ plan: free, purchase }));
  expect(await relayer.license.isLicensed({ modelId, account: wallet })).toBe(true);
  const foreign = await relayer.license.signPurchase(terms);
  const forged = relayer.license.acquireWithSignature({ plan: free, purchase: foreign });
  await expect(forged).rejects.toThrow(InvalidSignatureError);
});

test('tells an allowance that is missing', async () => {
  const { relayer, plans, now } = context;
  const purchase = await relayer.license.signPurchase({ plan: plans.timed, deadline: (await now()) + 3_600n });
  const unpaid = relayer.license.acquireWithSignature({ plan: plans.timed, purchase });
  await expect(unpaid).rejects.toThrow(InsufficientAllowanceError);
});

test('nobody changes plan, licensee, buyer or deadline', async () => {
  const { relayer, plans } = context;
  const purchase = await signed();
  const forged = [
    { plan: plans.uses, purchase },
    { plan: plans.timed, purchase: { ...purchase, licensee: relayer.account.address } },
    { plan: plans.timed, purchase: { ...purchase, buyer: relayer.account.address, nonce: 0n } },
    { plan: plans.timed, purchase: { ...purchase, deadline: purchase.deadline + 1n } },
  ];
  for (const forgery of forged) {
    await expect(relayer.license.acquireWithSignature(forgery)).rejects.toThrow(InvalidSignatureError);
  }
});

test('tells a deadline that passed, a nonce that was used up, and the native coin', async () => {
  const { buyer, relayer, plans, mined } = context;
  const purchase = await signed();
  const late = { plan: plans.timed, purchase: { ...purchase, deadline: 1n } };
  await expect(relayer.license.acquireWithSignature(late)).rejects.toThrow(DeadlinePassedError);
  await mined(buyer.license.useNonce());
  const takenBack = relayer.license.acquireWithSignature({ plan: plans.timed, purchase });
  await expect(takenBack).rejects.toThrow(InvalidNonceError);
  const native = relayer.license.acquireWithSignature({ plan: plans.native, purchase });
  await expect(native).rejects.toThrow(TokenIsNativeError);
});
