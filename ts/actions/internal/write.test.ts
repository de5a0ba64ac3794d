import { beforeAll, expect, test } from 'vitest';
import { nativeToken } from '../../protocol/channel.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { InsufficientBalanceError } from '../errors/index.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

test('what would revert is not sent, even with a gas limit that spares the estimate', async () => {
  const { payer } = context;
  const { address } = payer.account;
  const nonce = await payer.getTransactionCount({ address });
  const attempt = payer.ledger.withdraw({ token: nativeToken, amount: 1n, gas: 200_000n });
  await expect(attempt).rejects.toThrow(InsufficientBalanceError);
  expect(await payer.getTransactionCount({ address })).toBe(nonce);
});

test('gas limit, nonce and fees are those that were asked for', async () => {
  const { payer } = context;
  const nonce = await payer.getTransactionCount({ address: payer.account.address });
  const fees = { gas: 123_456n, maxFeePerGas: 5_000_000_000n, maxPriorityFeePerGas: 7n };
  const hash = await payer.ledger.depositNative({ amount: 1n, nonce, ...fees });
  expect(await payer.getTransaction({ hash })).toMatchObject({ nonce, ...fees });
});
