import { parseSignature } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { nativeToken } from '../../protocol/channel.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { InsufficientAllowanceError, MalformedSignatureError, TokenIsNativeError } from '../errors/index.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

async function validUntil() {
  return (await context.now()) + 3_600n;
}

test('signs a permit itself and deposits with it', async () => {
  const { payer, token } = context;
  await context.mint(payer.account.address, 8n);
  const hash = await payer.ledger.depositWithPermit({ token, amount: 8n });
  const { args } = await payer.ledger.waitForEvent({ hash, eventName: 'Deposited' });
  expect(args.amount).toBe(8n);
});

test('takes a permit that was signed before, for another beneficiary', async () => {
  const { payer, relayer, token } = context;
  await context.mint(payer.account.address, 5n);
  const permit = { token, amount: 5n, deadline: await validUntil() };
  const signature = await payer.ledger.signPermit({ ...permit, tokenDomain: { name: 'Test Dollar', version: '1' } });
  const beneficiary = relayer.account.address;
  const hash = await payer.ledger.depositWithPermit({ ...permit, signature, beneficiary });
  await payer.ledger.waitForTransaction({ hash });
  expect(await relayer.ledger.getBalance({ token })).toBe(5n);
});

test('a permit that someone else brought first does not stop the deposit', async () => {
  const { payer, relayer, token, escrow } = context;
  await context.mint(payer.account.address, 4n);
  const deadline = await validUntil();
  const signature = await payer.ledger.signPermit({ token, amount: 4n, deadline });
  const { r, s, yParity } = parseSignature(signature);
  const args = [payer.account.address, escrow, 4n, deadline, 27 + yParity, r, s];
  await context.call(relayer, 'TokenMock', token, 'permit', args);

  const hash = await payer.ledger.depositWithPermit({ token, amount: 4n, deadline, signature });
  const event = await payer.ledger.waitForEvent({ hash, eventName: 'Deposited' });
  expect(event.args.amount).toBe(4n);
});

test('a permit of another account, another amount, or that is used up leaves no allowance', async () => {
  const { payer, relayer, token } = context;
  await context.mint(payer.account.address, 9n);
  const permit = { token, amount: 9n, deadline: await validUntil() };
  const foreign = await relayer.ledger.signPermit(permit);
  const smaller = await payer.ledger.signPermit({ ...permit, amount: 8n });
  const wrongDomain = await payer.ledger.signPermit({ ...permit, tokenDomain: { version: '2' } });
  for (const signature of [foreign, smaller, wrongDomain]) {
    await expect(payer.ledger.depositWithPermit({ ...permit, signature })).rejects.toThrow(InsufficientAllowanceError);
  }
});

test('refuses a signature of another length and the native coin', async () => {
  const { payer, token } = context;
  const permit = { token, amount: 1n, deadline: await validUntil() };
  const signature = await payer.ledger.signPermit(permit);
  const cut = payer.ledger.depositWithPermit({ ...permit, signature: `0x${signature.slice(4)}` });
  await expect(cut).rejects.toThrow(MalformedSignatureError);
  await expect(cut).rejects.toThrow('malformed signature: it has 64 bytes, 65 are needed');
  await expect(payer.ledger.depositWithPermit({ ...permit, token: nativeToken })).rejects.toThrow(TokenIsNativeError);
});
