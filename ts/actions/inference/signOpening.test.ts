import { recoverTypedDataAddress } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { maxNoticeSeconds, minNoticeSeconds } from '../../protocol/channel.ts';
import { openingTypedData } from '../../protocol/typedData.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { ContractUnknownError, NoticeOutOfRangeError } from '../errors/index.ts';
import { signOpening } from './signOpening.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

test('signs for this escrow on this chain', async () => {
  const { payer, chain, escrow } = context;
  const opening = await context.openingOf(context.channelOf(1), 1n);
  const signature = await payer.inference.signOpening({ opening });
  const typedData = openingTypedData({ chainId: chain.id, escrow }, opening);
  expect(await recoverTypedDataAddress({ ...typedData, signature })).toBe(payer.account.address);

  const elsewhere = await payer.inference.signOpening({ opening, escrow: context.token });
  expect(elsewhere).not.toBe(signature);
});

test('does not sign terms that no channel can have, or for an escrow that it does not know', async () => {
  const { payer } = context;
  const opening = await context.openingOf(context.channelOf(1), 1n);
  for (const noticeSeconds of [minNoticeSeconds - 1, maxNoticeSeconds + 1]) {
    const signing = payer.inference.signOpening({ opening: { ...opening, noticeSeconds } });
    await expect(signing).rejects.toThrow(NoticeOutOfRangeError);
    await expect(signing).rejects.toThrow(`notice is ${noticeSeconds} seconds, allowed are 86400 to 2592000`);
  }
  await expect(signOpening(payer, { opening })).rejects.toThrow(ContractUnknownError);
});
