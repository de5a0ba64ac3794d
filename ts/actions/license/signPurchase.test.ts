import { recoverTypedDataAddress } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { usesPlan } from '../../protocol/license/plan.ts';
import { purchaseTypedData } from '../../protocol/license/typedData.ts';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { InvalidPlanError, TokenIsNativeError, ValueOutOfRangeError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('signs with the buyer’s next nonce, for itself', async () => {
  const { buyer, plans, chain, license, mined } = context;
  await mined(buyer.license.useNonce());
  const { signature, ...purchase } = await buyer.license.signPurchase({ plan: plans.timed, deadline: 5n });
  const account = buyer.account.address;
  expect(purchase).toEqual({ buyer: account, licensee: account, deadline: 5n, nonce: 1n });
  const typedData = purchaseTypedData({ chainId: chain.id, license }, plans.timed, purchase);
  expect(await recoverTypedDataAddress({ ...typedData, signature })).toBe(account);
});

test('takes licensee, nonce, and a contract account that the signer signs for', async () => {
  const { buyer, relayer, token, plans } = context;
  const chosen = { buyer: token, licensee: relayer.account.address, nonce: 7n, deadline: 5n };
  expect(await buyer.license.signPurchase({ plan: plans.timed, ...chosen })).toMatchObject(chosen);
});

test('refuses a price in the native coin, and numbers that do not fit', async () => {
  const { buyer, modelId, plans } = context;
  const native = buyer.license.signPurchase({ plan: plans.native, deadline: 5n });
  await expect(native).rejects.toThrow(TokenIsNativeError);
  const free = usesPlan({ modelId, uses: 1n, price: 0n });
  expect(await buyer.license.signPurchase({ plan: free, deadline: 5n })).toMatchObject({ deadline: 5n });

  const terms = { plan: plans.timed, deadline: 5n };
  const impossible = buyer.license.signPurchase({ ...terms, plan: { ...plans.timed, cap: 0 } });
  await expect(impossible).rejects.toThrow(InvalidPlanError);
  for (const change of [{ deadline: 2n ** 64n }, { nonce: 2n ** 256n }]) {
    await expect(buyer.license.signPurchase({ ...terms, ...change })).rejects.toThrow(ValueOutOfRangeError);
  }
});
