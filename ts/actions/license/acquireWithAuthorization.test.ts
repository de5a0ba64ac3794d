import { beforeAll, expect, test } from 'vitest';
import { planIdOf, usesPlan } from '../../protocol/license/plan.ts';
import { purchaseNonce } from '../../protocol/license/typedData.ts';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { deployWallet } from '../../testing/wallet.ts';
import { ContractRevertedError, InsufficientTokensError, PlanClosedError, WrongPaymentError } from '../errors/index.ts';
import { signTokenAuthorization } from '../internal/authorization.ts';
import { modelLicense } from '../internal/contracts/modelLicense.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

async function signed(more: { licensee?: `0x${string}`; from?: `0x${string}` } = {}) {
  const { buyer, plans, now } = context;
  const validBefore = (await now()) + 3_600n;
  return buyer.license.signPurchaseAuthorization({ plan: plans.timed, validBefore, ...more });
}

test('a relayer brings the purchase, which its signer pays', async () => {
  const { buyer, relayer, plans } = context;
  const hash = await relayer.license.acquireWithAuthorization({ plan: plans.timed, authorization: await signed() });
  const { args } = await relayer.license.waitForEvent({ hash, eventName: 'LicenseAcquired' });
  expect(args).toMatchObject({ payer: buyer.account.address, licensee: buyer.account.address });
});

test('for the licensee that was signed for, by a contract account’s owner too', async () => {
  const { buyer, relayer, creator, plans, mint, modelId, mined } = context;
  const from = await deployWallet(relayer, buyer.account.address);
  await mint(from, plans.timed.price);
  const licensee = creator.account.address;
  const authorization = await signed({ from, licensee });
  await mined(relayer.license.acquireWithAuthorization({ plan: plans.timed, authorization, licensee }));
  expect(await creator.license.isLicensed({ modelId })).toBe(true);
});

test('a free plan needs an authorisation over nothing', async () => {
  const { buyer, relayer, modelId, token, sell, mined, now } = context;
  const plan = usesPlan({ modelId, price: 0n, uses: 1n, token });
  await sell(plan);
  const validBefore = (await now()) + 3_600n;
  const authorization = await buyer.license.signPurchaseAuthorization({ plan, validBefore });
  await mined(relayer.license.acquireWithAuthorization({ plan, authorization }));
  expect(await buyer.license.getLicense({ modelId })).toMatchObject({ remainingUses: 1n });
});

test('nobody changes plan or licensee, or brings it twice', async () => {
  const { relayer, plans, mined } = context;
  const authorization = await signed();
  const forged = [
    { plan: plans.uses, authorization },
    { plan: plans.timed, authorization, licensee: relayer.account.address },
    { plan: plans.timed, authorization: { ...authorization, salt: authorization.salt ^ 1n } },
  ];
  for (const purchase of forged) {
    await expect(relayer.license.acquireWithAuthorization(purchase)).rejects.toThrow(ContractRevertedError);
  }
  await mined(relayer.license.acquireWithAuthorization({ plan: plans.timed, authorization }));
  const again = relayer.license.acquireWithAuthorization({ plan: plans.timed, authorization });
  await expect(again).rejects.toThrow(ContractRevertedError);
});

test('tells another price than the plan’s, tokens that are missing, and a plan that does not sell', async () => {
  const { buyer, relayer, plans, license, now } = context;
  const dearer = { ...plans.timed, price: plans.timed.price + 1n };
  const validBefore = (await now()) + 3_600n;
  const poor = await relayer.license.signPurchaseAuthorization({ plan: plans.timed, validBefore });
  const unpaid = relayer.license.acquireWithAuthorization({ plan: plans.timed, authorization: poor });
  await expect(unpaid).rejects.toThrow(InsufficientTokensError);
  const closed = relayer.license.acquireWithAuthorization({ plan: dearer, authorization: await signed() });
  await expect(closed).rejects.toThrow(PlanClosedError);

  const terms = { validBefore, license };
  const short = await signTokenAuthorization(buyer, modelLicense, terms, {
    token: plans.timed.token,
    value: 1n,
    nonceOf: (from, salt) => purchaseNonce(planIdOf(plans.timed), from, salt),
  });
  const other = relayer.license.acquireWithAuthorization({ plan: plans.timed, authorization: short });
  await expect(other).rejects.toThrow(WrongPaymentError);
  await expect(other).rejects.toMatchObject({ values: { received: 1n, required: plans.timed.price } });
});

test('refuses numbers that do not fit before anything is sent', async () => {
  const { relayer, plans } = context;
  const authorization = { ...(await signed()), salt: 2n ** 256n };
  const attempt = relayer.license.acquireWithAuthorization({ plan: plans.timed, authorization });
  await expect(attempt).rejects.toMatchObject({
    name: 'ValueOutOfRangeError',
    values: { field: 'authorization.salt' },
  });
});
