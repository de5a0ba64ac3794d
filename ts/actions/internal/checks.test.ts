import { readContract } from 'viem/actions';
import { beforeAll, expect, test } from 'vitest';
import { inferenceEscrowAbi } from '../../generated/contracts.ts';
import { maxNoticeSeconds, minNoticeSeconds } from '../../protocol/channel.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

test('the notice periods are the contract’s', async () => {
  const { payer, escrow } = context;
  const read = (functionName: 'MIN_NOTICE_SECONDS' | 'MAX_NOTICE_SECONDS') =>
    readContract(payer, { abi: inferenceEscrowAbi, address: escrow, functionName });
  expect(await read('MIN_NOTICE_SECONDS')).toBe(minNoticeSeconds);
  expect(await read('MAX_NOTICE_SECONDS')).toBe(maxNoticeSeconds);
});
