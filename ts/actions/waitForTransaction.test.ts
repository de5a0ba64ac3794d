import { encodeFunctionData } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { inferenceEscrowAbi } from '../generated/contracts.ts';
import { nativeToken } from '../protocol/channel.ts';
import { createTestContext, type TestContext } from '../testing/context.ts';
import { TransactionRevertedError } from './errors/index.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

test('a mined transaction that reverted is an error', async () => {
  const { payer, escrow } = context;
  const args = [nativeToken, 1n, payer.account.address] as const;
  const data = encodeFunctionData({ abi: inferenceEscrowAbi, functionName: 'withdraw', args });
  const hash = await payer.sendTransaction({ to: escrow, data, gas: 200_000n });
  const waiting = payer.ledger.waitForTransaction({ hash });
  await expect(waiting).rejects.toThrow(TransactionRevertedError);
  await expect(waiting).rejects.toThrow(`transaction ${hash} reverted`);
});
