import { beforeAll, expect, test } from 'vitest';
import { nativeToken } from '../../protocol/channel.ts';
import { perpetual, timedPlan, usesPlan } from '../../protocol/license/plan.ts';
import { createLicenseContext, type LicenseContext, month, price } from '../../testing/licenses.ts';
import {
  AlreadyPerpetualError,
  DeadlinePassedError,
  InsufficientAllowanceError,
  InsufficientTokensError,
  InvalidAccountError,
  NotATokenError,
  PlanClosedError,
  SoldOutError,
  TermTooLongError,
  TooManyUsesError,
  ValueOutOfRangeError,
  WrongPaymentError,
} from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('a month, bought twice before it is over, is two months', async () => {
  const { buyer, modelId, plans, buy } = context;
  await buy(plans.timed);
  const first = await buyer.license.getLicense({ modelId });
  expect(first.expiresAt - first.startedAt).toBe(Number(month));
  await buy(plans.native);
  const { startedAt, expiresAt } = await buyer.license.getLicense({ modelId });
  expect(startedAt).toBe(first.startedAt);
  expect(expiresAt - startedAt).toBe(2 * Number(month));
});

test('for another, who has uses then', async () => {
  const { buyer, relayer, modelId, plans, mined } = context;
  await mined(buyer.license.approve({ token: plans.uses.token, amount: price }));
  const hash = await buyer.license.acquire({ plan: plans.uses, licensee: relayer.account.address });
  const { args } = await buyer.license.waitForEvent({ hash, eventName: 'LicenseAcquired' });
  expect(args).toMatchObject({ payer: buyer.account.address, licensee: relayer.account.address, remainingUses: 10n });
  expect(await relayer.license.isLicensed({ modelId })).toBe(true);
});

test('for ever, and then no more time', async () => {
  const { modelId, plans, clientOf, mint, buy } = context;
  const collector = await clientOf('collector');
  await mint(collector.account.address, price);
  await buy(plans.perpetual, collector);
  expect((await collector.license.getLicense({ modelId })).expiresAt).toBe(perpetual);
  const more = collector.license.acquire({ plan: plans.native });
  await expect(more).rejects.toThrow(AlreadyPerpetualError);
  await expect(more).rejects.toMatchObject({ values: { modelId, licensee: collector.account.address } });
});

test('a free plan needs neither coin nor token', async () => {
  const { modelId, token, clientOf, sell, mined } = context;
  const poor = await clientOf('poor');
  for (const free of [usesPlan({ modelId, price: 0n, uses: 1n }), usesPlan({ modelId, price: 0n, uses: 1n, token })]) {
    await sell(free);
    await mined(poor.license.acquire({ plan: free }));
  }
  expect((await poor.license.getLicense({ modelId })).remainingUses).toBe(2n);
});

test('tells what the token lacks, and one that keeps a part', async () => {
  const { modelId, plans, clientOf, deploy, buyer, sell, mined, relayer } = context;
  const poor = await clientOf('poor');
  await expect(poor.license.acquire({ plan: plans.timed })).rejects.toThrow(InsufficientAllowanceError);
  await mined(poor.license.approve({ token: plans.timed.token, amount: price }));
  await expect(poor.license.acquire({ plan: plans.timed })).rejects.toThrow(InsufficientTokensError);

  const fee = await deploy('FeeOnTransferToken', [], 'BalanceTokens');
  await context.call(buyer, 'FeeOnTransferToken', fee, 'mint', [buyer.account.address, 1_000n], 'BalanceTokens');
  const withFee = usesPlan({ modelId, price: 1_000n, uses: 1n, token: fee });
  await sell(withFee);
  await mined(buyer.license.approve({ token: fee, amount: 1_000n }));
  const short = buyer.license.acquire({ plan: withFee });
  await expect(short).rejects.toThrow(WrongPaymentError);
  await expect(short).rejects.toMatchObject({ values: { required: 1_000n } });

  const nowhere = usesPlan({ modelId, price: 1n, uses: 1n, token: relayer.account.address });
  await sell(nowhere);
  await expect(buyer.license.acquire({ plan: nowhere })).rejects.toThrow(NotATokenError);
});

test('tells a plan that sells no more, or never did, and a time that has passed', async () => {
  const { buyer, modelId, plans, sell, buy } = context;
  const single = timedPlan({ modelId, price: 1n, seconds: 1n, cap: 1 });
  await expect(buyer.license.acquire({ plan: single })).rejects.toThrow(PlanClosedError);
  await sell(single);
  await buy(single);
  const soldOut = buyer.license.acquire({ plan: single });
  await expect(soldOut).rejects.toThrow(SoldOutError);
  await expect(soldOut).rejects.toMatchObject({ values: { cap: 1n } });
  const late = buyer.license.acquire({ plan: plans.native, deadline: 1n });
  await expect(late).rejects.toThrow(DeadlinePassedError);
  await expect(late).rejects.toMatchObject({ values: { deadline: 1n } });
});

test('tells what cannot be recorded, and who cannot be licensed', async () => {
  const { buyer, modelId, license, plans, sell, buy } = context;
  const longest = timedPlan({ modelId, price: 0n, seconds: 2n ** 40n });
  await sell(longest);
  await expect(buyer.license.acquire({ plan: longest })).rejects.toThrow(TermTooLongError);
  const most = usesPlan({ modelId, price: 0n, uses: 2n ** 64n - 1n });
  await sell(most);
  await buy(most);
  const more = buyer.license.acquire({ plan: most });
  await expect(more).rejects.toThrow(TooManyUsesError);
  await expect(more).rejects.toMatchObject({ values: { maximum: 2n ** 64n - 1n } });
  for (const licensee of [license, nativeToken]) {
    const attempt = buyer.license.acquire({ plan: plans.native, licensee });
    await expect(attempt).rejects.toThrow(InvalidAccountError);
  }
});

test('refuses numbers that do not fit before anything is sent', async () => {
  const { buyer, plans } = context;
  const late = buyer.license.acquire({ plan: plans.native, deadline: 2n ** 64n });
  await expect(late).rejects.toThrow(ValueOutOfRangeError);
  const many = buyer.license.acquire({ plan: { ...plans.native, cap: -1 } });
  await expect(many).rejects.toThrow(ValueOutOfRangeError);
});
