import { readContract } from 'viem/actions';
import { beforeAll, expect, test } from 'vitest';
import { inferenceEscrowAbi } from '../../generated/contracts.ts';
import { nativeToken } from '../../protocol/channel.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { TokenIsNativeError, ValueOutOfRangeError } from '../errors/index.ts';
import { depositNonce } from './signDepositAuthorization.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

test('depositNonce equals the contract’s', async () => {
  const { payer, escrow } = context;
  for (const salt of [0n, 1n, 2n ** 256n - 1n]) {
    const args = [payer.account.address, salt] as const;
    const onChain = await readContract(payer, {
      abi: inferenceEscrowAbi,
      address: escrow,
      functionName: 'depositNonce',
      args,
    });
    expect(depositNonce(...args)).toBe(onChain);
  }
});

test('two authorisations of the same terms differ, unless the salt is given', async () => {
  const { payer, token } = context;
  const terms = { token, amount: 1n, validBefore: 2n ** 40n };
  const first = await payer.ledger.signDepositAuthorization(terms);
  const second = await payer.ledger.signDepositAuthorization(terms);
  expect(first.salt).not.toBe(second.salt);
  expect(first).toMatchObject({ from: payer.account.address, value: 1n, validAfter: 0n, validBefore: 2n ** 40n });

  const salted = { ...terms, salt: 9n };
  expect(await payer.ledger.signDepositAuthorization(salted)).toEqual(
    await payer.ledger.signDepositAuthorization(salted),
  );
});

test('refuses bad input', async () => {
  const { payer, token } = context;
  const terms = { token, amount: 1n, validBefore: 2n ** 40n };
  const native = payer.ledger.signDepositAuthorization({ ...terms, token: nativeToken });
  await expect(native).rejects.toThrow(TokenIsNativeError);
  for (const bad of [{ amount: 0n }, { validBefore: -1n }, { validAfter: 2n ** 256n }, { salt: 2n ** 256n }]) {
    await expect(payer.ledger.signDepositAuthorization({ ...terms, ...bad })).rejects.toThrow(ValueOutOfRangeError);
  }
});
