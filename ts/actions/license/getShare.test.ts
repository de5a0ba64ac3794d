import { zeroAddress } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { totalParts } from '../../protocol/license/model.ts';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { ValueOutOfRangeError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('is the payee at a place, or nobody', async () => {
  const { buyer, creator, splitId } = context;
  expect(await buyer.license.getShare({ splitId, index: 0 })).toEqual({
    payee: creator.account.address,
    parts: totalParts,
  });
  expect(await buyer.license.getShare({ splitId, index: 1 })).toEqual({ payee: zeroAddress, parts: 0 });
  for (const index of [-1, 250, 0.5]) {
    await expect(buyer.license.getShare({ splitId, index })).rejects.toThrow(ValueOutOfRangeError);
  }
});
