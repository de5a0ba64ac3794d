import { keccak256, toHex } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { ValueOutOfRangeError } from '../errors/index.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

function answer() {
  return { channel: context.channelOf(1), sequence: 1n, request: 'Grüße', response: 'deu', cumulativeAmount: 5n };
}

test('hashes text as its UTF-8 bytes, and bytes as they are', async () => {
  const { provider } = context;
  const receipt = await provider.inference.signReceipt(answer());
  expect(receipt).toMatchObject({ requestHash: keccak256(toHex('Grüße')), responseHash: keccak256(toHex('deu')) });
  const request = new TextEncoder().encode('Grüße');
  expect(await provider.inference.signReceipt({ ...answer(), request })).toEqual(receipt);
});

test('text that looks like bytes is text', async () => {
  const { provider } = context;
  const { requestHash } = await provider.inference.signReceipt({ ...answer(), request: '0x00' });
  expect(requestHash).toBe(keccak256(toHex('0x00')));
  expect(requestHash).not.toBe(keccak256('0x00'));
});

test('refuses what does not fit', async () => {
  const { provider } = context;
  for (const change of [{ sequence: -1n }, { sequence: 2n ** 64n }, { cumulativeAmount: 2n ** 96n }]) {
    await expect(provider.inference.signReceipt({ ...answer(), ...change })).rejects.toThrow(ValueOutOfRangeError);
  }
});
