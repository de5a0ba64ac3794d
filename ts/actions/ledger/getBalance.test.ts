import { createPublicClient, http } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { AccountRequiredError, ContractUnknownError } from '../errors/index.ts';
import { getBalance } from './getBalance.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

test('reads any account’s balance, now or at an earlier block', async () => {
  const { payer, relayer, token } = context;
  const blockNumber = await payer.getBlockNumber();
  await context.fund(payer, 11n);
  const account = payer.account.address;
  expect(await relayer.ledger.getBalance({ account, token })).toBe(11n);
  expect(await relayer.ledger.getBalance({ account, token, blockNumber })).toBe(0n);
  expect(await relayer.ledger.getBalance({ token })).toBe(0n);
});

test('needs an account, and an escrow where the package knows none', async () => {
  const { token, escrow, rpcUrl } = context;
  const bare = createPublicClient({ transport: http(rpcUrl) });
  await expect(getBalance(bare, { token, escrow })).rejects.toThrow(AccountRequiredError);
  const unknown = getBalance(bare, { token, account: token });
  await expect(unknown).rejects.toThrow(ContractUnknownError);
  await expect(unknown).rejects.toThrow('no InferenceEscrow is known on chain 31337: pass its address as `escrow`');
});
