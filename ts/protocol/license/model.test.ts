import type { Hex } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { modelLicense } from '../../actions/internal/contracts/modelLicense.ts';
import { read } from '../../actions/internal/read.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { creatorOf, maxDepth, maxParents, maxShares, modelIdOf, type Share, splitIdOf, totalParts } from './model.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

test('the limits are the contract’s', async () => {
  const { payer, license } = context;
  const constant = (functionName: 'TOTAL_PARTS' | 'MAX_PARENTS' | 'MAX_DEPTH' | 'MAX_SHARES') =>
    read(payer, modelLicense, { license }, { functionName, args: [] });
  expect(await constant('TOTAL_PARTS')).toBe(totalParts);
  expect(await constant('MAX_PARENTS')).toBe(BigInt(maxParents));
  expect(await constant('MAX_DEPTH')).toBe(maxDepth);
  expect(await constant('MAX_SHARES')).toBe(BigInt(maxShares));
});

test('a model id has its creator’s address in the high 160 bits', () => {
  const creator = context.payer.account.address;
  const number = 0x0123456789abcdef01234567n;
  expect(BigInt(modelIdOf(creator, number))).toBe((BigInt(creator) << 96n) | number);
  expect(modelIdOf(creator, number)).toMatch(/^0x[0-9a-f]{64}$/);
  for (const any of [0n, 1n, 2n ** 96n - 1n]) expect(creatorOf(modelIdOf(creator, any))).toBe(creator);
  expect(() => modelIdOf(creator, 2n ** 96n)).toThrow('not in safe 96-bit unsigned integer range');
  expect(() => creatorOf('0x1234')).toThrow();
});

test('the split’s id is the contract’s, and every part of it counts', async () => {
  const { payer, relayer, license } = context;
  const modelId = modelIdOf(payer.account.address, 1n);
  const [first, second]: Share[] = [
    { payee: payer.account.address, parts: 1 },
    { payee: relayer.account.address, parts: 2 ** 24 - 1 },
  ];
  if (!first || !second) throw new Error('two shares were made');
  const splits: [Hex, Share[]][] = [
    [modelId, [first]],
    [modelId, [second]],
    [modelId, [first, second]],
    [modelId, [second, first]],
    [modelIdOf(payer.account.address, 2n), [first]],
  ];
  for (const args of splits) {
    const onChain = await read(payer, modelLicense, { license }, { functionName: 'splitIdOf', args });
    expect(splitIdOf(...args)).toBe(onChain);
  }
  expect(new Set(splits.map((split) => splitIdOf(...split))).size).toBe(splits.length);
});
