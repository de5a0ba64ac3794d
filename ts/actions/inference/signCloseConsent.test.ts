import { recoverTypedDataAddress } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { closeConsentTypedData } from '../../protocol/typedData.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { ValueOutOfRangeError } from '../errors/index.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

test('signs channel, amount and deadline', async () => {
  const { provider, chain, escrow } = context;
  const consent = { channel: context.channelOf(1), finalAmount: 3n, deadline: 4n };
  const signature = await provider.inference.signCloseConsent(consent);
  const typedData = closeConsentTypedData({ chainId: chain.id, escrow }, consent);
  expect(await recoverTypedDataAddress({ ...typedData, signature })).toBe(provider.account.address);
  for (const change of [{ channel: context.channelOf(2) }, { finalAmount: 4n }, { deadline: 5n }]) {
    expect(await provider.inference.signCloseConsent({ ...consent, ...change })).not.toBe(signature);
  }
});

test('refuses what does not fit', async () => {
  const { provider } = context;
  const consent = { channel: context.channelOf(1), finalAmount: 3n, deadline: 4n };
  for (const change of [{ finalAmount: -1n }, { finalAmount: 2n ** 96n }, { deadline: 2n ** 64n }]) {
    await expect(provider.inference.signCloseConsent({ ...consent, ...change })).rejects.toThrow(ValueOutOfRangeError);
  }
});
