import { beforeAll, expect, test } from 'vitest';
import { startAnvil } from '../../testing/anvil.ts';
import { createLicenseContext, type LicenseContext, month } from '../../testing/licenses.ts';
import { ValueOutOfRangeError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  const anvil = await startAnvil();
  context = await createLicenseContext(import.meta.url, anvil.rpcUrl);
  return anvil.stop;
});

test('the contract knows the latest unbroken term, and the events know those before', async () => {
  const { buyer, modelId, plans, buy, advance } = context;
  await buy(plans.timed);
  const first = await buyer.license.getLicense({ modelId });
  await advance(Number(month) + 100);
  await buy(plans.timed);
  const blockNumber = await buyer.getBlockNumber();
  const second = await buyer.license.getLicense({ modelId });

  const at = (time: number, history?: { fromBlock: bigint }) =>
    buyer.license.wasLicensedAt({ modelId, time: BigInt(time), history, blockNumber });
  expect(await at(first.startedAt)).toBe(false);
  expect(await at(second.startedAt)).toBe(true);
  expect(await at(second.expiresAt - 1)).toBe(true);
  expect(await at(second.expiresAt)).toBe(false);

  const history = { fromBlock: 0n };
  expect(await at(first.startedAt - 1, history)).toBe(false);
  expect(await at(first.startedAt, history)).toBe(true);
  expect(await at(first.expiresAt - 1, history)).toBe(true);
  expect(await at(first.expiresAt, history)).toBe(false);
  expect(await at(second.startedAt, history)).toBe(true);
  expect(await at(second.expiresAt, history)).toBe(false);
});

test('another account was not, and a time has 256 bits', async () => {
  const { relayer, modelId, now } = context;
  const question = { modelId, time: await now(), history: { fromBlock: 0n } };
  expect(await relayer.license.wasLicensedAt(question)).toBe(false);
  await expect(relayer.license.wasLicensedAt({ ...question, time: -1n })).rejects.toThrow(ValueOutOfRangeError);
});
