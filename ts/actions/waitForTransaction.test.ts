import { encodeFunctionData } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { inferenceEscrowAbi } from '../generated/contracts.ts';
import { nativeToken } from '../protocol/channel.ts';
import { createTestContext, type TestContext } from '../testing/context.ts';
import { EventNotFoundError, TransactionRevertedError } from './errors.ts';

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

test('finds the event of this escrow, and no other contract’s', async () => {
  const { payer, token, escrow } = context;
  const hash = await payer.ledger.depositNative({ amount: 2n });
  const { args, receipt } = await payer.ledger.waitForEvent({ hash, eventName: 'Deposited', timeout: 10_000 });
  expect(args.amount).toBe(2n);
  expect(receipt.transactionHash).toBe(hash);

  const absent = payer.ledger.waitForEvent({ hash, eventName: 'Withdrawn' });
  await expect(absent).rejects.toThrow(EventNotFoundError);
  await expect(absent).rejects.toMatchObject({ values: { hash, eventName: 'Withdrawn', escrow } });
  await expect(payer.ledger.waitForEvent({ hash, eventName: 'Deposited', escrow: token })).rejects.toThrow(
    EventNotFoundError,
  );
});
