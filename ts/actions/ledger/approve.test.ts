import { erc20Abi } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { nativeToken } from '../../protocol/channel.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { TokenIsNativeError, ValueOutOfRangeError } from '../errors/index.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

test('allows the escrow exactly the amount, and replaces what was allowed', async () => {
  const { payer, token, escrow } = context;
  for (const amount of [7n, 2n ** 256n - 1n, 0n]) {
    await payer.ledger.waitForTransaction({ hash: await payer.ledger.approve({ token, amount }) });
    const allowance = await payer.readContract({
      abi: erc20Abi,
      address: token,
      functionName: 'allowance',
      args: [payer.account.address, escrow],
    });
    expect(allowance).toBe(amount);
  }
});

test('refuses what cannot be an allowance before anything is sent', async () => {
  const { payer, token } = context;
  await expect(payer.ledger.approve({ token, amount: 2n ** 256n })).rejects.toThrow(ValueOutOfRangeError);
  await expect(payer.ledger.approve({ token, amount: -1n })).rejects.toThrow('amount is -1, allowed are 0 to');
  await expect(payer.ledger.approve({ token: nativeToken, amount: 1n })).rejects.toThrow(TokenIsNativeError);
});
