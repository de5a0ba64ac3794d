import { numberToHex } from 'viem';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Anvil, startAnvil } from '../../testing/anvil.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { domainOf, removeDirectory, temporaryDirectory } from '../e2e/support.ts';
import { GatewayError, PaymentRefusedError } from '../errors.ts';
import { openStore } from '../store/store.ts';
import type { Store } from '../store/types.ts';
import { type ChannelBook, createChannelBook } from './book.ts';
import { createChainReader } from './chain.ts';

let anvil: Anvil;
let context: TestContext;
let directory: string;
let store: Store;

beforeAll(async () => {
  anvil = await startAnvil();
  context = await createTestContext(import.meta.url, anvil.rpcUrl);
  directory = await temporaryDirectory();
  store = await openStore(directory, domainOf(context), (error) => {
    throw error;
  });
});

afterAll(async () => {
  await store.close();
  await removeDirectory(directory);
  await anvil.stop();
});

function bookOf(maxSilenceSeconds = 60): ChannelBook {
  const chain = createChainReader(context.provider, context.escrow, 1);
  return createChannelBook({ store, chain, maxLookups: 1, rememberSeconds: 60, maxSilenceSeconds });
}

function node(method: string, params: readonly unknown[]): Promise<unknown> {
  return context.provider.transport.request({ method, params });
}

test('a channel is read from the chain once, and from the records ever after', async () => {
  const channel = await context.openChannel(1, 1_000n);
  const found = await bookOf().find(channel);
  expect(found).toMatchObject({ channel, status: 'open', funded: 1_000n, claimed: 0n, stable: true });
  expect(await bookOf().find(channel)).toEqual(found);
});

test('a channel that is not there is asked for once', async () => {
  const book = bookOf();
  const channel = context.channelOf(2);
  await expect(book.find(channel)).rejects.toThrow(PaymentRefusedError);
  await context.openChannel(2, 1_000n);
  await expect(book.find(channel)).rejects.toThrow('there is no channel');
  await expect(bookOf().find(channel)).resolves.toMatchObject({ funded: 1_000n });
});

test('events tell which channels to read again', async () => {
  const book = bookOf();
  const channel = await context.openChannel(3, 1_000n);
  await book.find(channel);
  await book.poll();
  const hash = await context.payer.inference.startClose({ channel });
  await context.payer.inference.waitForTransaction({ hash });
  await book.poll();
  expect(await book.find(channel)).toMatchObject({ status: 'closing' });
});

test('after many blocks all channels are read again', async () => {
  const book = bookOf();
  const channel = await context.openChannel(4, 1_000n);
  await book.find(channel);
  await book.poll();
  const hash = await context.payer.inference.startClose({ channel });
  await context.payer.inference.waitForTransaction({ hash });
  await node('anvil_mine', [numberToHex(1_100)]);
  await book.poll();
  expect(await book.find(channel)).toMatchObject({ status: 'closing' });
});

test('an opening that a re-organisation took away holds nothing', async () => {
  const book = bookOf();
  const channel = await context.openChannel(5, 1_000n);
  const before = await book.find(channel);
  await node('anvil_reorg', [1, []]);
  await book.reload([before]);
  expect(await book.find(channel)).toMatchObject({ funded: 0n, stable: false });
});

test('silence of the chain is noticed', async () => {
  const patient = bookOf(60);
  expect(() => patient.requireFresh()).toThrow(GatewayError);
  await patient.poll();
  expect(() => patient.requireFresh()).not.toThrow();
  const impatient = bookOf(-1);
  await impatient.poll();
  expect(() => impatient.requireFresh()).toThrow('the limit is -1');
});

test('time is that of the chain if it is ahead of this machine', async () => {
  const book = bookOf();
  const machine = Math.floor(Date.now() / 1_000);
  expect(book.now()).toBeLessThan(machine + 3_600);
  await context.advance(1_000_000);
  await book.poll();
  expect(book.now()).toBe(Number(await context.now()));
});
