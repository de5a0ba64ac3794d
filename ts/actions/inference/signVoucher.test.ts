import { recoverTypedDataAddress } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { maxAmount } from '../../protocol/channel.ts';
import { voucherTypedData } from '../../protocol/typedData.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { ValueOutOfRangeError, WrongSignerError } from '../errors/index.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

test('signs any amount that a channel can hold', async () => {
  const { signer, chain, escrow } = context;
  const channel = context.channelOf(1);
  for (const cumulativeAmount of [0n, 1n, maxAmount]) {
    const signature = await signer.inference.signVoucher({ channel, cumulativeAmount });
    const typedData = voucherTypedData({ chainId: chain.id, escrow }, { channel, cumulativeAmount });
    expect(await recoverTypedDataAddress({ ...typedData, signature })).toBe(signer.account.address);
  }
});

test('signs for no other signer, amount or salt', async () => {
  const { signer, payer } = context;
  const channel = context.channelOf(1);
  await expect(payer.inference.signVoucher({ channel, cumulativeAmount: 1n })).rejects.toThrow(WrongSignerError);
  const tooMuch = signer.inference.signVoucher({ channel, cumulativeAmount: maxAmount + 1n });
  await expect(tooMuch).rejects.toThrow(ValueOutOfRangeError);
  await expect(tooMuch).rejects.toThrow(`cumulativeAmount is ${maxAmount + 1n}, allowed are 0 to ${maxAmount}`);
  const salted = { channel: { ...channel, salt: 2 ** 32 }, cumulativeAmount: 1n };
  await expect(signer.inference.signVoucher(salted)).rejects.toThrow('salt is 4294967296, allowed are 0 to 4294967295');
});
