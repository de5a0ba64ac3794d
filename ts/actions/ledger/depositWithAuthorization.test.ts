import { beforeAll, expect, test } from 'vitest';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { deployWallet } from '../../testing/wallet.ts';
import { ContractRevertedError, InsufficientTokensError, InvalidAccountError } from '../errors/index.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

async function signed(amount: bigint, more: { beneficiary?: `0x${string}`; validAfter?: bigint } = {}) {
  const { payer, token } = context;
  const validBefore = (await context.now()) + 3_600n;
  return payer.ledger.signDepositAuthorization({ token, amount, validBefore, ...more });
}

test('a relayer brings the deposit, which goes to its signer', async () => {
  const { payer, relayer, token } = context;
  await context.mint(payer.account.address, 6n);
  const authorization = await signed(6n);
  const hash = await relayer.ledger.depositWithAuthorization({ token, authorization });
  const { args } = await relayer.ledger.waitForEvent({ hash, eventName: 'Deposited' });
  expect(args).toEqual({
    beneficiary: payer.account.address,
    from: payer.account.address,
    token,
    amount: 6n,
  });
});

test('brings it to the beneficiary that was signed for', async () => {
  const { payer, provider, relayer, token } = context;
  await context.mint(payer.account.address, 7n);
  const beneficiary = provider.account.address;
  const authorization = await signed(7n, { beneficiary });
  const hash = await relayer.ledger.depositWithAuthorization({ token, authorization, beneficiary });
  await relayer.ledger.waitForTransaction({ hash });
  expect(await provider.ledger.getBalance({ token })).toBe(7n);
});

test('a contract account’s owner signs for it (ERC-1271)', async () => {
  const { payer, relayer, token } = context;
  const from = await deployWallet(relayer, payer.account.address);
  await context.mint(from, 3n);
  const validBefore = (await context.now()) + 3_600n;
  const authorization = await payer.ledger.signDepositAuthorization({ token, amount: 3n, validBefore, from });
  const hash = await relayer.ledger.depositWithAuthorization({ token, authorization });
  const { args } = await relayer.ledger.waitForEvent({ hash, eventName: 'Deposited' });
  expect(args).toEqual({ beneficiary: from, from, token, amount: 3n });
});

test('nobody can redirect, raise or repeat it', async () => {
  const { payer, relayer, token } = context;
  await context.mint(payer.account.address, 20n);
  const authorization = await signed(5n);

  const redirected = { token, authorization, beneficiary: relayer.account.address };
  const raised = { token, authorization: { ...authorization, value: 6n }, beneficiary: payer.account.address };
  const otherSalt = { token, authorization: { ...authorization, salt: authorization.salt ^ 1n } };
  for (const forged of [redirected, raised, otherSalt]) {
    await expect(relayer.ledger.depositWithAuthorization(forged)).rejects.toThrow(ContractRevertedError);
  }

  const hash = await relayer.ledger.depositWithAuthorization({ token, authorization });
  await relayer.ledger.waitForTransaction({ hash });
  await expect(relayer.ledger.depositWithAuthorization({ token, authorization })).rejects.toThrow(
    ContractRevertedError,
  );
});

test('tells the tokens that are missing, a time that has not come, and an impossible beneficiary', async () => {
  const { payer, relayer, token, escrow } = context;
  const tooMuch = await signed(10n ** 30n);
  await expect(relayer.ledger.depositWithAuthorization({ token, authorization: tooMuch })).rejects.toThrow(
    InsufficientTokensError,
  );
  await context.mint(payer.account.address, 1n);
  const early = await signed(1n, { validAfter: (await context.now()) + 1_000n });
  await expect(relayer.ledger.depositWithAuthorization({ token, authorization: early })).rejects.toThrow(
    ContractRevertedError,
  );
  const toEscrow = { token, authorization: await signed(1n, { beneficiary: escrow }), beneficiary: escrow };
  await expect(relayer.ledger.depositWithAuthorization(toEscrow)).rejects.toThrow(InvalidAccountError);
});

test('refuses numbers that do not fit before anything is sent', async () => {
  const { relayer, token } = context;
  const authorization = await signed(1n);
  const salted = { token, authorization: { ...authorization, salt: 2n ** 256n } };
  await expect(relayer.ledger.depositWithAuthorization(salted)).rejects.toMatchObject({
    name: 'ValueOutOfRangeError',
    values: { field: 'authorization.salt', value: 2n ** 256n },
  });
});
