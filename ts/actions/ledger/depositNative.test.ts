import { parseEther } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { nativeToken } from '../../protocol/channel.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { InvalidAccountError } from '../errors/index.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

test('adds the coin to the balance of the caller, or of whom it names', async () => {
  const { payer, relayer } = context;
  const own = await payer.ledger.depositNative({ amount: parseEther('0.5') });
  const { args } = await payer.ledger.waitForEvent({ hash: own, eventName: 'Deposited' });
  expect(args).toMatchObject({ token: nativeToken, amount: parseEther('0.5') });

  const gift = await payer.ledger.depositNative({ amount: 3n, beneficiary: relayer.account.address });
  await payer.ledger.waitForTransaction({ hash: gift });
  expect(await payer.ledger.getBalance({ token: nativeToken })).toBe(parseEther('0.5'));
  expect(await relayer.ledger.getBalance({ token: nativeToken })).toBe(3n);
});

test('refuses zero, an impossible beneficiary, and more than the caller has', async () => {
  const { payer, escrow } = context;
  await expect(payer.ledger.depositNative({ amount: 0n })).rejects.toMatchObject({
    name: 'ValueOutOfRangeError',
    values: { field: 'amount', value: 0n, minimum: 1n },
  });
  await expect(payer.ledger.depositNative({ amount: 1n, beneficiary: escrow })).rejects.toThrow(InvalidAccountError);
  await expect(payer.ledger.depositNative({ amount: parseEther('9999') })).rejects.toThrow(
    /exceeds the balance|insufficient/i,
  );
});
