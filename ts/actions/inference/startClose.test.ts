import { beforeAll, expect, test } from 'vitest';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { ValueOutOfRangeError, WrongStatusError } from '../errors/index.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

test('gives notice of the length that was agreed', async () => {
  const { payer } = context;
  const channel = await context.openChannel(1, 10n);
  const hash = await payer.inference.startClose({ channel });
  const { args, receipt } = await payer.inference.waitForEvent({ hash, eventName: 'ChannelClosing' });
  const { timestamp } = await payer.getBlock({ blockNumber: receipt.blockNumber });
  const { noticeSeconds, closesAt } = await payer.inference.getChannel({ channel });
  expect(args.closesAt).toBe(Number(timestamp) + noticeSeconds);
  expect(closesAt).toBe(args.closesAt);
});

test('tells a channel that does not exist, and a salt that cannot', async () => {
  const { payer } = context;
  const channel = context.channelOf(99);
  await expect(payer.inference.startClose({ channel })).rejects.toThrow(WrongStatusError);
  const salted = payer.inference.startClose({ channel: { ...channel, salt: -1 } });
  await expect(salted).rejects.toThrow(ValueOutOfRangeError);
});
