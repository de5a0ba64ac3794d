import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import { DirectoryInUseError } from '../errors.ts';

// The library's lowest: a lock that was not renewed for this long belongs to a process that is gone.
const staleMilliseconds = 5_000;
const renewMilliseconds = 1_000;
const retryMilliseconds = 200;

async function renewedAt(lockfilePath: string): Promise<number | undefined> {
  try {
    return (await stat(lockfilePath)).mtimeMs;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ELOCKED';
}

/**
 * Takes the directory for this process. The lock of a process that was killed is waited for, 5 seconds at most; one that
 * is being renewed belongs to a living process.
 *
 * @param onLost Called if the lock could not be renewed, so that another process may have taken it.
 * @returns How to give it back.
 * @throws {DirectoryInUseError}
 */
export async function lockDirectory(directory: string, onLost: (error: Error) => void): Promise<() => Promise<void>> {
  await mkdir(directory, { recursive: true });
  const lockfilePath = join(directory, 'gateway.lock');
  const found = await renewedAt(lockfilePath);
  for (;;) {
    try {
      return await lock(directory, {
        lockfilePath,
        stale: staleMilliseconds,
        update: renewMilliseconds,
        onCompromised: onLost,
      });
    } catch (error) {
      if (!isLocked(error)) throw error;
    }
    const renewed = await renewedAt(lockfilePath);
    if (renewed !== undefined && renewed !== found) throw new DirectoryInUseError(directory);
    await sleep(retryMilliseconds);
  }
}
