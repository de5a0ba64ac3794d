import { expect, test } from 'vitest';
import { perpetual } from './plan.ts';
import { isInTerm } from './term.ts';

test('a term begins at its start, and is over at its end', () => {
  const term = { startedAt: 10, expiresAt: 20 };
  const within = [9n, 10n, 19n, 20n].map((time) => isInTerm(term, time));
  expect(within).toEqual([false, true, true, false]);
});

test('one without an end never is', () => {
  const term = { startedAt: 10, expiresAt: perpetual };
  const within = [9n, 10n, BigInt(perpetual), 2n ** 200n].map((time) => isInTerm(term, time));
  expect(within).toEqual([false, true, true, true]);
});

test('one that never was has no time', () => {
  expect(isInTerm({ startedAt: 0, expiresAt: 0 }, 0n)).toBe(false);
});
