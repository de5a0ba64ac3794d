import { beforeAll, expect, test } from 'vitest';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('are all payees, in their order', async () => {
  const { creator, buyer, relayer, publish } = context;
  const shares = [relayer, creator, buyer].map(({ account }, index) => ({
    payee: account.address,
    parts: [1, 2, 999_997][index] ?? 0,
  }));
  const { splitId } = await publish(90n, { shares });
  expect(await buyer.license.getShares({ splitId })).toEqual(shares);
  expect(await buyer.license.getShares({ splitId: context.modelId })).toEqual([]);
});
