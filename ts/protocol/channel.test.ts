import { readContract } from 'viem/actions';
import { beforeAll, expect, test } from 'vitest';
import { inferenceEscrowAbi } from '../generated/contracts.ts';
import { createTestContext, type TestContext } from '../testing/context.ts';
import { type Channel, channelId, nativeToken } from './channel.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

test('the id is the contract’s, and every part of the channel counts', async () => {
  const { payer, relayer, escrow } = context;
  const base = context.channelOf(1);
  const other = relayer.account.address;
  const channels: Channel[] = [
    base,
    { ...base, signer: other },
    { ...base, receiver: other },
    { ...base, token: nativeToken },
    { ...base, salt: 2 ** 32 - 1 },
  ];
  for (const channel of channels) {
    const request = { abi: inferenceEscrowAbi, address: escrow, functionName: 'channelIdOf', args: [channel] } as const;
    expect(channelId(channel)).toBe(await readContract(payer, request));
  }
  expect(new Set(channels.map(channelId)).size).toBe(channels.length);
});
