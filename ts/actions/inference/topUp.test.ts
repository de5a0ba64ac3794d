import { beforeAll, expect, test } from 'vitest';
import { maxAmount } from '../../protocol/channel.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import {
  AmountTooSmallError,
  FundsOverflowError,
  InsufficientBalanceError,
  WrongStatusError,
} from '../errors/index.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

test('moves money of whoever calls into the channel', async () => {
  const { relayer, token } = context;
  const channel = await context.openChannel(1, 10n);
  await context.fund(relayer, 7n);
  const hash = await relayer.inference.topUp({ channel, amount: 5n });
  const { args } = await relayer.inference.waitForEvent({ hash, eventName: 'ChannelToppedUp' });
  expect(args).toMatchObject({ from: relayer.account.address, amount: 5n });
  expect(await relayer.inference.getChannel({ channel })).toMatchObject({ funded: 15n });
  expect(await relayer.ledger.getBalance({ token })).toBe(2n);
});

test('tells missing money, a channel that is not open, and one that would overflow', async () => {
  const { payer, provider } = context;
  const channel = await context.openChannel(2, 10n);
  const poor = provider.inference.topUp({ channel, amount: 1n });
  await expect(poor).rejects.toThrow(InsufficientBalanceError);

  const unknown = payer.inference.topUp({ channel: context.channelOf(99), amount: 1n });
  await expect(unknown).rejects.toThrow(WrongStatusError);
  await expect(unknown).rejects.toMatchObject({ values: { actual: 'none', required: 'open' } });

  const tooMuch = payer.inference.topUp({ channel, amount: maxAmount });
  await expect(tooMuch).rejects.toThrow(FundsOverflowError);
  await expect(tooMuch).rejects.toMatchObject({ values: { total: maxAmount + 10n, maximum: maxAmount } });

  await expect(payer.inference.topUp({ channel, amount: 0n })).rejects.toThrow(AmountTooSmallError);
});
