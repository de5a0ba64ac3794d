import { beforeAll, expect, test } from 'vitest';
import { perpetual, planIdOf } from '../../protocol/license/plan.ts';
import { isInTerm } from '../../protocol/license/term.ts';
import { startAnvil } from '../../testing/anvil.ts';
import { createLicenseContext, type LicenseContext, month } from '../../testing/licenses.ts';
import { IncompleteHistoryError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  const anvil = await startAnvil();
  context = await createLicenseContext(import.meta.url, anvil.rpcUrl);
  return anvil.stop;
});

test('tells every term and the purchases that it is made of', async () => {
  const { buyer, relayer, modelId, plans, buy, advance } = context;
  const account = buyer.account.address;
  expect((await relayer.license.getTerms({ modelId, account })).terms).toEqual([]);

  await buy(plans.timed);
  await advance(1_000);
  await buy(plans.native);
  await buy(plans.uses);
  const first = await buyer.license.getLicense({ modelId });
  await advance(2 * Number(month) + 50);
  await buy(plans.uses);
  await buy(plans.timed);
  const second = await buyer.license.getLicense({ modelId });
  await advance(Number(month) + 50);
  await buy(plans.perpetual);
  const third = await buyer.license.getLicense({ modelId });

  const { terms, blockNumber } = await relayer.license.getTerms({ modelId, account, blockRange: 3n });
  expect(blockNumber).toBe(await buyer.getBlockNumber());
  const timesOf = ({ startedAt, expiresAt }: typeof first) => ({ startedAt, expiresAt });
  expect(terms.map(({ purchases, ...times }) => times)).toEqual([first, second, third].map(timesOf));
  expect(terms.at(-1)?.expiresAt).toBe(perpetual);
  const bought = terms.map(({ purchases }) => purchases.map(({ planId }) => planId));
  const [timed, native, endless] = [plans.timed, plans.native, plans.perpetual].map(planIdOf);
  expect(bought).toEqual([[timed, native], [timed], [endless]]);
  const [proof] = terms[0]?.purchases ?? [];
  expect(proof).toMatchObject({ payer: account, purchasedAt: first.startedAt });
  expect(isInTerm(second, BigInt(first.startedAt))).toBe(false);
  expect(terms.some((term) => isInTerm(term, BigInt(first.startedAt)))).toBe(true);
});

test('what is bought at the very end prolongs, and a second later begins anew', async () => {
  const { modelId, plans, buy, mined, clientOf } = context;
  const punctual = await clientOf('punctual');
  const buyAt = async (timestamp: number) => {
    await punctual.request({ method: 'evm_setNextBlockTimestamp', params: [timestamp] } as never);
    await mined(punctual.license.acquire({ plan: plans.native, deadline: 2n ** 40n }));
    return punctual.license.getLicense({ modelId });
  };
  await buy(plans.native, punctual);
  const first = await punctual.license.getLicense({ modelId });
  const prolonged = await buyAt(first.expiresAt);
  expect(prolonged.startedAt).toBe(first.startedAt);
  const second = await buyAt(prolonged.expiresAt + 1);
  expect(second.startedAt).toBe(prolonged.expiresAt + 1);
  const { terms } = await punctual.license.getTerms({ modelId });
  expect(terms.map(({ startedAt, expiresAt }) => [startedAt, expiresAt])).toEqual([
    [prolonged.startedAt, prolonged.expiresAt],
    [second.startedAt, second.expiresAt],
  ]);
  expect(terms.map(({ purchases }) => purchases.length)).toEqual([2, 1]);
});

test('gives the terms after an earlier block, and those of no other account', async () => {
  const { buyer, relayer, modelId } = context;
  const { terms } = await buyer.license.getTerms({ modelId });
  const toBlock = terms[1]?.purchases[0]?.blockNumber;
  if (toBlock === undefined) throw new Error('the second term has no purchase');
  expect((await buyer.license.getTerms({ modelId, toBlock: toBlock - 1n })).terms).toEqual(terms.slice(0, 1));
  expect((await relayer.license.getTerms({ modelId })).terms).toEqual([]);
});

test('does not take a part of the history for the whole', async () => {
  const { creator, relayer, modelId, splitId, plans, mined, buy, mint, clientOf } = context;
  const late = await clientOf('late');
  await mint(late.account.address, 2n * plans.timed.price);
  await buy(plans.timed, late);
  const account = late.account.address;
  const fromBlock = (await relayer.getBlockNumber()) + 1n;
  await buy(plans.timed, late);
  const unopened = relayer.license.getTerms({ modelId, account, fromBlock });
  await expect(unopened).rejects.toThrow(IncompleteHistoryError);
  await expect(unopened).rejects.toThrow(`plan ${planIdOf(plans.timed)} was never opened`);

  await mined(creator.license.openPlan({ plan: plans.native, splitId }));
  const opening = await relayer.getBlockNumber();
  await buy(plans.native, late);
  const unbegun = relayer.license.getTerms({ modelId, account, fromBlock: opening });
  await expect(unbegun).rejects.toThrow(
    /events are missing before LicenseAcquired in block \d+: the term would end at/,
  );
});
