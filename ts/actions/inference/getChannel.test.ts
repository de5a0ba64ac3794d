import { zeroAddress } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { channelId } from '../../protocol/channel.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { ValueOutOfRangeError } from '../errors/index.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

test('reads a channel by its parts, by its id, and at an earlier block', async () => {
  const { payer } = context;
  const blockNumber = await payer.getBlockNumber();
  const channel = await context.openChannel(1, 10n);
  const open = {
    status: 'open',
    payer: payer.account.address,
    noticeSeconds: 86_400,
    closesAt: 0,
    funded: 10n,
    claimed: 0n,
  };
  expect(await payer.inference.getChannel({ channel })).toEqual(open);
  expect(await payer.inference.getChannel({ channel: channelId(channel) })).toEqual(open);
  expect(await payer.inference.getChannel({ channel, blockNumber })).toMatchObject({ status: 'none', funded: 0n });
});

test('a channel that was never opened has no payer', async () => {
  const { payer } = context;
  const channel = context.channelOf(99);
  expect(await payer.inference.getChannel({ channel })).toMatchObject({ status: 'none', payer: zeroAddress });
  const salted = payer.inference.getChannel({ channel: { ...channel, salt: 2 ** 32 } });
  await expect(salted).rejects.toThrow(ValueOutOfRangeError);
});
