import { zeroHash } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('names the model, and how many payees there are', async () => {
  const { buyer, modelId, splitId } = context;
  expect(await buyer.license.getSplit({ splitId })).toEqual({ modelId, shareCount: 1 });
  expect(await buyer.license.getSplit({ splitId: modelId })).toEqual({ modelId: zeroHash, shareCount: 0 });
});
