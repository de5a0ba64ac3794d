import { createClient, http } from 'viem';
import { foundry } from 'viem/chains';
import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest';
import { chainClockOf, createChainClock } from './clock.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'Date'] });
});

afterEach(() => {
  vi.useRealTimers();
});

test('it goes on from the last block that was seen, whatever the machine says', () => {
  vi.setSystemTime(0);
  const clock = createChainClock(1_000n);
  expect(clock.now()).toBe(1_000n);
  vi.advanceTimersByTime(2_999);
  expect(clock.now()).toBe(1_002n);
  clock.observe(1_010n);
  expect(clock.now()).toBe(1_010n);
  vi.advanceTimersByTime(1_000);
  expect(clock.now()).toBe(1_011n);
});

test('it never goes back: a block of the past changes nothing', () => {
  const clock = createChainClock(1_000n);
  vi.advanceTimersByTime(60_000);
  clock.observe(1_030n);
  expect(clock.now()).toBe(1_060n);
});

test('it starts at the latest block', async () => {
  vi.useRealTimers();
  const client = createClient({ chain: foundry, transport: http(inject('rpcUrl')) });
  const block = (await client.request({ method: 'eth_getBlockByNumber', params: ['latest', false] }))?.timestamp;
  expect((await chainClockOf(client)).now()).toBeGreaterThanOrEqual(BigInt(block ?? '0x0'));
});
