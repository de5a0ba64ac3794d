import { beforeAll, expect, test } from 'vitest';
import { usesPlan } from '../../protocol/license/plan.ts';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { NoPricePerUseError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('is the plan that `acquireLicense` buys', async () => {
  const { creator, buyer, modelId, splitId, mined } = context;
  const without = buyer.license.getPricePerUse({ modelId });
  await expect(without).rejects.toThrow(NoPricePerUseError);
  await expect(without).rejects.toMatchObject({ values: { modelId } });
  await mined(creator.license.setPricePerUse({ modelId, splitId, pricePerUse: 0n }));
  expect(await buyer.license.getPricePerUse({ modelId })).toEqual(usesPlan({ modelId, uses: 1n, price: 0n }));
});
