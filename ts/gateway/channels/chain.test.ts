import { numberToHex } from 'viem';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { channelId } from '../../protocol/index.ts';
import { type Anvil, startAnvil } from '../../testing/anvil.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { createChainReader } from './chain.ts';

let anvil: Anvil;
let context: TestContext;

beforeAll(async () => {
  anvil = await startAnvil();
  context = await createTestContext(import.meta.url, anvil.rpcUrl);
});

afterAll(() => anvil.stop());

test('an opening is pending while not even the escrow is final', async () => {
  const { provider, escrow } = context;
  const chain = createChainReader(provider, escrow, 'finalized');
  const id = channelId(context.channelOf(1));
  expect(await chain.channel(id)).toEqual({ kind: 'unknown' });

  await context.openChannel(1, 1_000n);
  const { number: blockNumber } = await provider.getBlock({ blockTag: 'finalized' });
  expect(await provider.getCode({ address: escrow, blockNumber })).toBeUndefined();
  expect(await chain.channel(id)).toEqual({ kind: 'pending' });

  await provider.transport.request({ method: 'anvil_mine', params: [numberToHex(64)] });
  expect(await chain.channel(id)).toMatchObject({ kind: 'final', state: { funded: 1_000n, stable: true } });
});

test('no escrow at all is an error, not an opening', async () => {
  const nowhere = createChainReader(context.provider, context.relayer.account.address, 1);
  await expect(nowhere.channel(channelId(context.channelOf(2)))).rejects.toThrow('returned no data');
});
