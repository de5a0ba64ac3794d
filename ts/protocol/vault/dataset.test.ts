import { beforeAll, expect, test } from 'vitest';
import { dataVault } from '../../actions/internal/contracts/dataVault.ts';
import { read } from '../../actions/internal/read.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { datasetIdOf, ownerOfDataset } from './dataset.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

test('a dataset id has its owner’s address in the high 160 bits, as the contract reads it', async () => {
  const { payer, vault } = context;
  const owner = payer.account.address;
  const number = 0x0123456789abcdef01234567n;
  expect(BigInt(datasetIdOf(owner, number))).toBe((BigInt(owner) << 96n) | number);
  expect(datasetIdOf(owner, number)).toMatch(/^0x[0-9a-f]{64}$/);
  for (const any of [0n, 1n, 2n ** 96n - 1n]) {
    const datasetId = datasetIdOf(owner, any);
    expect(ownerOfDataset(datasetId)).toBe(owner);
    const args = [datasetId] as const;
    expect(await read(payer, dataVault, { vault }, { functionName: 'ownerOf', args })).toBe(owner);
  }
});

test('refuses a number that does not fit, and an id of another length', () => {
  const owner = context.payer.account.address;
  expect(() => datasetIdOf(owner, 2n ** 96n)).toThrow('not in safe 96-bit unsigned integer range');
  expect(() => ownerOfDataset('0x1234')).toThrow();
});
