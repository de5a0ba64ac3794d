import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { type Hex, toHex } from 'viem';
import { SettingsError } from '../gateway/config.ts';
import type { ByteRange } from './range.ts';

/** A sealed file that is served. It stays open, so that what is served is what was looked at. */
export type ServedDataset = {
  id: Hex;
  revision: number;
  size: number;
  /** SHA-256 of the file. */
  ciphertextHash: Hex;
  /** Fills `room` from `position` on, and tells how many bytes it filled. */
  read: (room: Uint8Array, position: number) => Promise<number>;
  close: () => Promise<void>;
};

/** Where a dataset's sealed file is. */
export type DatasetFile = { id: Hex; revision: number; path: string };

const chunkBytes = 65_536;

async function sha256Of(file: FileHandle): Promise<Hex> {
  const hash = createHash('sha256');
  for await (const chunk of file.createReadStream({ autoClose: false, start: 0 })) hash.update(chunk);
  return toHex(hash.digest());
}

/** Opens a sealed file and reads it once. @throws {SettingsError} if it cannot be read. */
export async function openDataset({ id, revision, path }: DatasetFile): Promise<ServedDataset> {
  let file: FileHandle | undefined;
  try {
    const opened = await open(path, 'r');
    file = opened;
    const { size } = await opened.stat();
    if (size === 0) throw new Error('it is empty');
    return {
      id,
      revision,
      size,
      ciphertextHash: await sha256Of(opened),
      read: async (room, position) => (await opened.read(room, 0, room.length, position)).bytesRead,
      close: () => opened.close(),
    };
  } catch (cause) {
    await file?.close();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SettingsError(`datasets: ${id}: ${path} cannot be served: ${reason}`, { cause });
  }
}

/** How a stream is watched. */
export type StreamWatch = {
  /** After so many bytes, and again after so many more, `recheck` is asked. */
  recheckBytes: number;
  /** The stream fails if it throws. */
  recheck: () => Promise<unknown>;
  /** Called once, when the stream ends in any way. */
  ended: (sentBytes: number, error: unknown) => Promise<void>;
};

/** A part of a dataset's file, read as fast as it is taken. */
export function streamOf(dataset: ServedDataset, { start, end }: ByteRange, watch: StreamWatch): ReadableStream {
  let position = start;
  let checkedAt = start;
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          if (position - checkedAt >= watch.recheckBytes) {
            await watch.recheck();
            checkedAt = position;
          }
          const room = new Uint8Array(Math.min(chunkBytes, end + 1 - position));
          const filled = await dataset.read(room, position);
          if (filled === 0) throw new Error(`${dataset.id}: the file ends at ${position}, not at ${dataset.size}`);
          controller.enqueue(room.subarray(0, filled));
          position += filled;
        } catch (error) {
          await watch.ended(position - start, error);
          throw error;
        }
        if (position > end) {
          controller.close();
          await watch.ended(position - start, undefined);
        }
      },
      cancel: () => watch.ended(position - start, undefined),
    },
    { highWaterMark: 0 },
  );
}
