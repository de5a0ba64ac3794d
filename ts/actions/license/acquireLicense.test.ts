import { beforeAll, expect, test } from 'vitest';
import { planIdOf, usesPlan } from '../../protocol/license/plan.ts';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { NoPricePerUseError, PriceTooHighError, WrongValueError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('buys one use at the model’s price, and at no other', async () => {
  const { creator, buyer, modelId, splitId, mined } = context;
  await mined(creator.license.setPricePerUse({ modelId, splitId, pricePerUse: 12n }));
  const hash = await buyer.license.acquireLicense({ modelId, price: 12n });
  const { args } = await buyer.license.waitForEvent({ hash, eventName: 'LicenseAcquired' });
  const account = buyer.account.address;
  expect(args).toEqual({
    planId: planIdOf(usesPlan({ modelId, uses: 1n, price: 12n })),
    modelId,
    licensee: account,
    payer: account,
    expiresAt: 0,
    remainingUses: 1n,
  });
  const other = buyer.license.acquireLicense({ modelId, price: 13n });
  await expect(other).rejects.toThrow(WrongValueError);
  await expect(other).rejects.toMatchObject({ values: { value: 13n, required: 12n } });
});

test('tells a model without a price, and a price that cannot be', async () => {
  const { buyer } = context;
  const { modelId } = await context.publish(70n);
  await expect(buyer.license.acquireLicense({ modelId, price: 0n })).rejects.toThrow(NoPricePerUseError);
  await expect(buyer.license.acquireLicense({ modelId, price: 2n ** 96n })).rejects.toThrow(PriceTooHighError);
});
