import { beforeAll, expect, test } from 'vitest';
import { nativeToken } from '../../protocol/channel.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import {
  AccountRequiredError,
  InsufficientAllowanceError,
  InsufficientTokensError,
  InvalidAccountError,
  TokenIsNativeError,
  ValueOutOfRangeError,
} from '../errors/index.ts';
import { deposit } from './deposit.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

async function allow(amount: bigint) {
  const { payer, token } = context;
  await payer.ledger.waitForTransaction({ hash: await payer.ledger.approve({ token, amount }) });
}

test('adds what arrives to the balance of the caller, or of whom it names', async () => {
  const { payer, relayer, token } = context;
  await context.mint(payer.account.address, 10n);
  await allow(10n);

  const own = await payer.ledger.deposit({ token, amount: 4n });
  const { args } = await payer.ledger.waitForEvent({ hash: own, eventName: 'Deposited' });
  expect(args).toEqual({
    beneficiary: payer.account.address,
    from: payer.account.address,
    token,
    amount: 4n,
  });

  const gift = await payer.ledger.deposit({ token, amount: 6n, beneficiary: relayer.account.address });
  await payer.ledger.waitForTransaction({ hash: gift });
  expect(await payer.ledger.getBalance({ token })).toBe(4n);
  expect(await relayer.ledger.getBalance({ token })).toBe(6n);
});

test('names the allowance that is missing', async () => {
  const { payer, token, escrow } = context;
  await context.mint(payer.account.address, 5n);
  await allow(3n);
  const attempt = payer.ledger.deposit({ token, amount: 5n });
  await expect(attempt).rejects.toThrow(InsufficientAllowanceError);
  await expect(attempt).rejects.toMatchObject({
    values: { spender: escrow, allowance: 3n, needed: 5n },
    message: `${escrow} may spend 3 of the token, needed is 5`,
  });
});

test('names the tokens that are missing', async () => {
  const { provider, token } = context;
  await provider.ledger.waitForTransaction({ hash: await provider.ledger.approve({ token, amount: 9n }) });
  const attempt = provider.ledger.deposit({ token, amount: 9n });
  await expect(attempt).rejects.toThrow(InsufficientTokensError);
  await expect(attempt).rejects.toMatchObject({
    values: { account: provider.account.address, balance: 0n, needed: 9n },
  });
});

test('refuses the escrow itself as beneficiary', async () => {
  const { payer, token, escrow } = context;
  await context.mint(payer.account.address, 1n);
  await allow(1n);
  await expect(payer.ledger.deposit({ token, amount: 1n, beneficiary: escrow })).rejects.toThrow(InvalidAccountError);
});

test('refuses bad input before anything is sent', async () => {
  const { payer, token, escrow } = context;
  await expect(payer.ledger.deposit({ token, amount: 0n })).rejects.toThrow('amount is 0, allowed are 1 to');
  await expect(payer.ledger.deposit({ token, amount: 2n ** 256n })).rejects.toThrow(ValueOutOfRangeError);
  await expect(payer.ledger.deposit({ token: nativeToken, amount: 1n })).rejects.toThrow(TokenIsNativeError);
  const { account: _, ...anonymous } = payer;
  await expect(deposit(anonymous as never, { token, amount: 1n, escrow })).rejects.toThrow(AccountRequiredError);
});
