import { beforeAll, expect, test } from 'vitest';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { InvalidPlanError, TokenIsNativeError, ValueOutOfRangeError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('is over the plan’s price, and differs each time unless the salt is given', async () => {
  const { buyer, plans } = context;
  const terms = { plan: plans.timed, validBefore: 2n ** 40n };
  const [first, second] = [
    await buyer.license.signPurchaseAuthorization(terms),
    await buyer.license.signPurchaseAuthorization(terms),
  ];
  const value = plans.timed.price;
  expect(first).toMatchObject({ from: buyer.account.address, value, validAfter: 0n, validBefore: 2n ** 40n });
  expect(first.salt).not.toBe(second.salt);
  const salted = { ...terms, salt: 9n };
  expect(await buyer.license.signPurchaseAuthorization(salted)).toEqual(
    await buyer.license.signPurchaseAuthorization(salted),
  );
});

test('binds plan and licensee', async () => {
  const { buyer, relayer, plans } = context;
  const terms = { plan: plans.timed, validBefore: 2n ** 40n, salt: 1n };
  const signatures = [
    await buyer.license.signPurchaseAuthorization(terms),
    await buyer.license.signPurchaseAuthorization({ ...terms, plan: plans.uses }),
    await buyer.license.signPurchaseAuthorization({ ...terms, licensee: relayer.account.address }),
  ].map(({ signature }) => signature);
  expect(new Set(signatures).size).toBe(3);
});

test('refuses bad input', async () => {
  const { buyer, plans } = context;
  const terms = { plan: plans.timed, validBefore: 2n ** 40n };
  const native = buyer.license.signPurchaseAuthorization({ ...terms, plan: plans.native });
  await expect(native).rejects.toThrow(TokenIsNativeError);
  const impossible = { ...terms, plan: { ...plans.timed, quantity: 0n } };
  await expect(buyer.license.signPurchaseAuthorization(impossible)).rejects.toThrow(InvalidPlanError);
  for (const change of [{ validBefore: -1n }, { validAfter: 2n ** 256n }, { salt: 2n ** 256n }]) {
    const attempt = buyer.license.signPurchaseAuthorization({ ...terms, ...change });
    await expect(attempt).rejects.toThrow(ValueOutOfRangeError);
  }
});
