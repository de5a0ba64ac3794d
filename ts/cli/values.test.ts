import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UsageError } from '../terminal/process.ts';
import { readPassword, toAddress, toBytes32, toInteger, toSeconds, toTime } from './values.ts';

const address = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';

test('what is well formed is taken', () => {
  expect(toAddress('owner', address.toLowerCase())).toBe(address);
  expect(toBytes32('dataset', `0x${'AB'.repeat(32)}`)).toBe(`0x${'ab'.repeat(32)}`);
  expect(toInteger('revision', '3', 1, 3)).toBe(3);
  expect(['90s', '30m', '12h', '30d'].map((value) => toSeconds('for', value))).toEqual([
    90n,
    1_800n,
    43_200n,
    2_592_000n,
  ]);
  expect(toTime('until', '1800000000')).toBe(1_800_000_000n);
  expect(toTime('until', '2027-01-15T08:00:00Z')).toBe(1_800_000_000n);
});

test.each([
  ['an address', () => toAddress('owner', '0x12')],
  ['32 bytes', () => toBytes32('dataset', '0x12')],
  ['a whole number from 1 to 3', () => toInteger('revision', '4', 1, 3)],
  ['a whole number from 1 to 3', () => toInteger('revision', '1.5', 1, 3)],
  ['a length of time', () => toSeconds('for', '30')],
  ['a length of time', () => toSeconds('for', '0d')],
  ['a date', () => toTime('until', 'tomorrow')],
])('what is not %s is one error that names option and value', (what, read) => {
  expect(read).toThrow(UsageError);
  expect(read).toThrow(/^--(owner|dataset|revision|for|until)=/);
  expect(read).toThrow(what);
});

test('a password is the first line of its file, and not empty', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'tallystick-'));
  try {
    const file = join(directory, 'password');
    await writeFile(file, 'correct horse\nsecond line\n');
    expect(await readPassword('password-file', file)).toBe('correct horse');
    await writeFile(file, '\n');
    await expect(readPassword('password-file', file)).rejects.toThrow('its first line is empty');
    await expect(readPassword('password-file', join(directory, 'none'))).rejects.toThrow('cannot be read');
  } finally {
    await rm(directory, { recursive: true });
  }
});
