import { describe, expect, test } from 'vitest';
import { GatekeeperError } from './errors.ts';
import { parseRange } from './range.ts';

describe('a range of 10 bytes', () => {
  test.each([
    ['bytes=0-0', { start: 0, end: 0 }],
    ['bytes=0-9', { start: 0, end: 9 }],
    ['bytes=9-9', { start: 9, end: 9 }],
    ['bytes=3-', { start: 3, end: 9 }],
    ['bytes=3-10', { start: 3, end: 9 }],
    ['bytes=3-999999999', { start: 3, end: 9 }],
    ['bytes=-1', { start: 9, end: 9 }],
    ['bytes=-10', { start: 0, end: 9 }],
    ['bytes=-11', { start: 0, end: 9 }],
    ['BYTES=1-2', { start: 1, end: 2 }],
  ])('%s', (header, range) => {
    expect(parseRange(header, 10)).toEqual(range);
  });

  test.each([
    [undefined],
    [''],
    ['bytes=5-4'],
    ['bytes=0-1,3-4'],
    ['bytes=-'],
    ['bytes=a-b'],
    ['lines=0-1'],
    ['bytes=0x1-2'],
    ['bytes=9999999999999999-'],
  ])('%s is the whole file', (header) => {
    expect(parseRange(header, 10)).toBeUndefined();
  });

  test.each([['bytes=10-'], ['bytes=10-10'], ['bytes=11-20'], ['bytes=-0']])('%s is refused', (header) => {
    expect(() => parseRange(header, 10)).toThrow(
      new GatekeeperError(416, 'range_not_satisfiable', `${header} lies outside of the file's 10 bytes`, {
        values: { size: 10 },
      }),
    );
  });
});
