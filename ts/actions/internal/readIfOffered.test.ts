import { createPublicClient, erc20Abi, http } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { readIfOffered } from './readIfOffered.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

const name = { abi: erc20Abi, functionName: 'name' } as const;

test('is what the contract answers, or undefined if it has no such function or no code', async () => {
  const { payer, token, escrow } = context;
  expect(await readIfOffered(payer.readContract({ ...name, address: token }))).toBe('Test Dollar');
  expect(await readIfOffered(payer.readContract({ ...name, address: escrow }))).toBeUndefined();
  expect(await readIfOffered(payer.readContract({ ...name, address: payer.account.address }))).toBeUndefined();
});

test('an unreachable node is an error', async () => {
  const { chain, token } = context;
  const offline = createPublicClient({ chain, transport: http('http://127.0.0.1:1', { retryCount: 0 }) });
  await expect(readIfOffered(offline.readContract({ ...name, address: token }))).rejects.toThrow('HTTP request failed');
  const error = new Error('any other');
  await expect(readIfOffered(Promise.reject(error))).rejects.toBe(error);
});
