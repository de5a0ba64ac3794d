import { mkdir, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { removeDirectory, temporaryDirectory, until } from '../e2e/support.ts';
import { DirectoryInUseError, DirectoryLostError } from '../errors.ts';
import { openEmbeddedDatabase } from './database.ts';
import { lockDirectory } from './lock.ts';

let directory: string;
const onLost = (error: Error) => {
  throw error;
};

beforeEach(async () => {
  directory = await temporaryDirectory();
});

afterEach(() => removeDirectory(directory));

test('a directory that is held is refused, and free again once it is given back', async () => {
  const unlock = await lockDirectory(directory, onLost);
  await expect(lockDirectory(directory, onLost)).rejects.toThrow(new DirectoryInUseError(directory));
  await unlock();
  await (await lockDirectory(directory, onLost))();
});

test('the lock of a process that was killed is taken over', async () => {
  const lockfile = join(directory, 'gateway.lock');
  await mkdir(lockfile);
  const killed = new Date(Date.now() - 4_500);
  await utimes(lockfile, killed, killed);
  await (await lockDirectory(directory, onLost))();
});

test('a lock that someone else took away is noticed, and nothing is written any more', async () => {
  const lost: Error[] = [];
  const { requireHeld, close } = await openEmbeddedDatabase(directory, (error) => lost.push(error));
  requireHeld();
  await rm(join(directory, 'gateway.lock'), { recursive: true });
  await until(() => lost.length === 1);
  expect(requireHeld).toThrow(DirectoryLostError);
  await close();
});
