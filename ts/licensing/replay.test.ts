import { expect, test } from 'vitest';
import { createReplayMemory } from './replay.ts';

test('a key is used once, until it expires and beyond', async () => {
  const memory = createReplayMemory();
  expect(await memory.use('a', 10n, 0n)).toBe(true);
  expect(await memory.use('a', 10n, 9n)).toBe(false);
  expect(await memory.use('b', 10n, 9n)).toBe(true);
});

test('of the same key used many times at once, one is good', async () => {
  const memory = createReplayMemory();
  const uses = await Promise.all(Array.from({ length: 20 }, () => memory.use('a', 10n, 0n)));
  expect(uses.filter(Boolean)).toHaveLength(1);
});

test('what expired makes room; what did not is never forgotten', async () => {
  const memory = createReplayMemory(2);
  await memory.use('early', 10n, 0n);
  await memory.use('late', 20n, 0n);
  await expect(memory.use('next', 20n, 9n)).rejects.toMatchObject({
    status: 503,
    message: '2 requests are remembered; the limit is 2',
  });
  expect(await memory.use('next', 20n, 10n)).toBe(true);
  expect(await memory.use('late', 20n, 10n)).toBe(false);
});
