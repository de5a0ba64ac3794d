import { beforeAll, expect, test } from 'vitest';
import { nativeToken } from '../../protocol/channel.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import {
  InsufficientBalanceError,
  InvalidAccountError,
  NativeTransferFailedError,
  ValueOutOfRangeError,
} from '../errors/index.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

test('sends tokens to the caller, or to whom it names', async () => {
  const { payer, relayer, token } = context;
  await context.fund(payer, 10n);
  const hash = await payer.ledger.withdraw({ token, amount: 4n });
  const { args } = await payer.ledger.waitForEvent({ hash, eventName: 'Withdrawn' });
  expect(args).toEqual({ account: payer.account.address, to: payer.account.address, token, amount: 4n });

  const gift = await payer.ledger.withdraw({ token, amount: 6n, to: relayer.account.address });
  await payer.ledger.waitForTransaction({ hash: gift });
  expect(await payer.ledger.getBalance({ token })).toBe(0n);
});

test('sends native coin', async () => {
  const { payer, clientOf } = context;
  const poor = (await clientOf('poor')).account.address;
  await payer.ledger.waitForTransaction({ hash: await payer.ledger.depositNative({ amount: 9n }) });
  const before = await payer.getBalance({ address: poor });
  const hash = await payer.ledger.withdraw({ token: nativeToken, amount: 9n, to: poor });
  await payer.ledger.waitForTransaction({ hash });
  expect((await payer.getBalance({ address: poor })) - before).toBe(9n);
});

test('names balance and amount when it asks too much', async () => {
  const { provider, token } = context;
  await context.fund(provider, 3n);
  const attempt = provider.ledger.withdraw({ token, amount: 4n });
  await expect(attempt).rejects.toThrow(InsufficientBalanceError);
  await expect(attempt).rejects.toMatchObject({
    values: { balance: 3n, amount: 4n },
    message: 'prepaid balance is 3, needed is 4',
  });
});

test('refuses receivers that cannot be paid, and the money stays', async () => {
  const { relayer, escrow, token } = context;
  await relayer.ledger.waitForTransaction({ hash: await relayer.ledger.depositNative({ amount: 5n }) });
  const toToken = relayer.ledger.withdraw({ token: nativeToken, amount: 5n, to: token });
  await expect(toToken).rejects.toThrow(NativeTransferFailedError);
  await expect(toToken).rejects.toMatchObject({ values: { to: token, amount: 5n } });
  for (const to of [nativeToken, escrow]) {
    await expect(relayer.ledger.withdraw({ token: nativeToken, amount: 5n, to })).rejects.toThrow(InvalidAccountError);
  }
  await expect(relayer.ledger.withdraw({ token, amount: -1n })).rejects.toThrow(ValueOutOfRangeError);
  expect(await relayer.ledger.getBalance({ token: nativeToken })).toBe(5n);
});
