import { beforeAll, expect, test } from 'vitest';
import { usesPlan } from '../../protocol/license/plan.ts';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { NotAllowedError, PriceTooHighError, UnknownSplitError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('the price before is no longer sold', async () => {
  const { creator, modelId, splitId, mined } = context;
  await mined(creator.license.setPricePerUse({ modelId, pricePerUse: 5n, splitId }));
  const hash = await creator.license.setPricePerUse({ modelId, pricePerUse: 6n, splitId });
  const { args } = await creator.license.waitForEvent({ hash, eventName: 'PricePerUseSet' });
  expect(args).toMatchObject({ modelId, price: 6n });
  const planOf = (price: bigint) => creator.license.getPlan({ plan: usesPlan({ modelId, uses: 1n, price }) });
  expect(await planOf(5n)).toMatchObject({ known: true, open: false });
  expect(await planOf(6n)).toMatchObject({ known: true, open: true, splitId });
});

test('tells another’s model or split, and a price that does not fit', async () => {
  const { creator, buyer, modelId, splitId } = context;
  const terms = { modelId, pricePerUse: 1n, splitId };
  await expect(buyer.license.setPricePerUse(terms)).rejects.toThrow(NotAllowedError);
  await expect(creator.license.setPricePerUse({ ...terms, splitId: modelId })).rejects.toThrow(UnknownSplitError);
  await expect(creator.license.setPricePerUse({ ...terms, pricePerUse: 2n ** 96n })).rejects.toThrow(PriceTooHighError);
});
