import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Channel, channelId } from '../../protocol/index.ts';
import { removeDirectory, temporaryDirectory } from '../e2e/support.ts';
import { StaleRecordError } from '../errors.ts';
import { openStore } from './store.ts';
import type { ChannelOnChain, ChannelRecord, Store, StoredAnswer } from './types.ts';

const address = '0x00000000000000000000000000000000000000AA';
const onChain: ChannelOnChain = {
  payer: address,
  noticeSeconds: 86_400,
  status: 'open',
  closesAt: 0,
  claimed: 0n,
  funded: 2n ** 96n - 1n,
  stable: true,
};

let directory: string;
let store: Store;
let salt = 0;

beforeAll(async () => {
  directory = await temporaryDirectory();
  store = await openStore(directory, { chainId: 1, escrow: address }, (error) => {
    throw error;
  });
});

afterAll(async () => {
  await store.close();
  await removeDirectory(directory);
});

function newChannel(): Channel {
  salt += 1;
  return { signer: address, receiver: address, token: address, salt };
}

function answerOf(cumulativeAmount: bigint, sequence: bigint): StoredAnswer {
  return {
    cumulativeAmount,
    price: 1n,
    sequence,
    route: 'POST /',
    requestHash: '0x01',
    responseHash: '0x02',
    contentType: 'text/plain',
    response: new Uint8Array([0, 255, 10]),
    voucherSignature: '0x03',
    receiptSignature: '0x04',
  };
}

async function stored(channel: Channel): Promise<ChannelRecord> {
  const record = await store.channel(channelId(channel));
  if (!record) throw new Error('the channel is not there');
  return record;
}

test('a channel and an answer come back as they were, up to 96 bits', async () => {
  const channel = newChannel();
  const record = await store.saveOnChain(channel, onChain);
  expect(record).toMatchObject({ ...onChain, channel, highest: 0n, sequence: 0n });
  const answer = answerOf(2n ** 96n - 1n, 1n);
  await store.saveAnswer(record, answer);
  expect(await store.answer(record.id, answer.cumulativeAmount)).toEqual(answer);
  expect(await stored(channel)).toMatchObject({ highest: 2n ** 96n - 1n, highestSignature: '0x03', sequence: 1n });
});

test('C15 of two who honour a voucher on one view of the channel, one is refused and writes nothing', async () => {
  const channel = newChannel();
  const record = await store.saveOnChain(channel, onChain);
  const outcomes = await Promise.allSettled([
    store.saveAnswer(record, answerOf(10n, 1n)),
    store.saveAnswer(record, answerOf(20n, 1n)),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(outcomes[1]).toMatchObject({ reason: expect.any(StaleRecordError) });
  expect((await stored(channel)).highest).toBe(10n);
  expect(await store.answer(record.id, 20n)).toBeUndefined();
});

test('if the answer cannot be written, the voucher is not honoured', async () => {
  const channel = newChannel();
  await store.saveAnswer(await store.saveOnChain(channel, onChain), answerOf(10n, 1n));
  const record = await stored(channel);
  await expect(store.saveAnswer(record, answerOf(10n, 2n))).rejects.toThrow();
  expect(await stored(channel)).toEqual(record);
});

test('an end that was consented to, and a voucher, exclude each other', async () => {
  const channel = newChannel();
  const record = await store.saveOnChain(channel, onChain);
  await store.saveFinalAmount(record, 0n);
  await expect(store.saveAnswer(record, answerOf(10n, 1n))).rejects.toThrow(StaleRecordError);

  const served = newChannel();
  const before = await store.saveOnChain(served, onChain);
  await store.saveAnswer(before, answerOf(10n, 1n));
  await expect(store.saveFinalAmount(before, 0n)).rejects.toThrow(StaleRecordError);
});

test('what is owed is above what was claimed, and comes back if the chain takes a claim away', async () => {
  const channel = newChannel();
  await store.saveAnswer(await store.saveOnChain(channel, onChain), answerOf(10n, 1n));
  const owed = async () => (await store.owed()).filter(({ record }) => record.channel.salt === channel.salt);
  expect(await owed()).toMatchObject([{ owed: 10n }]);
  await store.saveOnChain(channel, { ...onChain, claimed: 4n });
  expect(await owed()).toMatchObject([{ owed: 6n }]);
  await store.saveOnChain(channel, { ...onChain, claimed: 10n });
  expect(await owed()).toEqual([]);
  await store.saveOnChain(channel, { ...onChain, claimed: 4n });
  expect(await owed()).toMatchObject([{ owed: 6n }]);
  await store.saveOnChain(channel, { ...onChain, status: 'closed', claimed: 4n });
  expect(await owed()).toEqual([]);
});

test('channels that may change are those that are not stable, and those that close', async () => {
  const salts = async () => (await store.movingChannels()).map(({ channel }) => channel.salt);
  const [open, unstable, closing, closed] = [newChannel(), newChannel(), newChannel(), newChannel()];
  await store.saveOnChain(open, onChain);
  await store.saveOnChain(unstable, { ...onChain, stable: false });
  await store.saveOnChain(closing, { ...onChain, status: 'closing', closesAt: 1 });
  await store.saveOnChain(closed, { ...onChain, status: 'closed' });
  expect((await salts()).sort()).toEqual([unstable.salt, closing.salt].sort());
});
