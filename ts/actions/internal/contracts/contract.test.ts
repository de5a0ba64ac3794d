import { erc20Abi, maxUint256 } from 'viem';
import { beforeAll, expect, expectTypeOf, test } from 'vitest';
import { createTestContext, type TestContext } from '../../../testing/context.ts';
import { ContractUnknownError, EventNotFoundError, InsufficientTokensError } from '../../errors/index.ts';
import { resolveDomain } from '../client.ts';
import { waitForFirstEvent } from '../events.ts';
import { replayEvents } from '../history.ts';
import { write } from '../write.ts';
import type { Contract } from './contract.ts';
import { paymentsErrors, tokenErrorsAbi } from './payments.ts';

/** Any other contract than the escrow. */
const erc20 = {
  name: 'TokenMock',
  parameter: 'coin',
  abi: [...erc20Abi, ...tokenErrorsAbi],
  addresses: {},
  errors: paymentsErrors,
} as const satisfies Contract;

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

test('a call, its event and its history are those of the contract that is named', async () => {
  const { payer, relayer, token: coin, escrow } = context;
  await context.mint(payer.account.address, 3n);
  const to = relayer.account.address;
  const hash = await write(payer, erc20, { coin }, { functionName: 'transfer', args: [to, 3n] });
  const found = { hash, eventName: 'Transfer' } as const;
  const { args, receipt } = await waitForFirstEvent(payer, erc20, { ...found, coin });
  expectTypeOf(args.value).toEqualTypeOf<bigint>();
  expect(args).toEqual({ from: payer.account.address, to, value: 3n });
  await expect(waitForFirstEvent(payer, erc20, { ...found, coin: escrow })).rejects.toThrow(EventNotFoundError);

  const values: bigint[] = [];
  const range = { coin, fromBlock: receipt.blockNumber, toBlock: receipt.blockNumber };
  expect(await replayEvents(payer, erc20, range, (log) => values.push(log.args.value))).toBe(receipt.blockNumber);
  expect(values).toEqual([3n]);
});

test('a revert is an error by the contract’s own names', async () => {
  const { payer, token: coin } = context;
  const call = { functionName: 'transfer', args: [payer.account.address, maxUint256] } as const;
  await expect(write(payer, erc20, { coin }, call)).rejects.toThrow(InsufficientTokensError);
});

test('a contract that is not known on the chain is named, with the parameter that would help', async () => {
  const { payer, token: coin, chain } = context;
  expect(await resolveDomain(payer, erc20, { coin })).toEqual({ chainId: chain.id, coin });
  const unknown = resolveDomain(payer, erc20, {});
  await expect(unknown).rejects.toThrow(ContractUnknownError);
  await expect(unknown).rejects.toThrow(`no TokenMock is known on chain ${chain.id}: pass its address as \`coin\``);
});
