import type { FileHandle } from 'node:fs/promises';

/** Bytes in order, as much at a time as the source gives. */
export type ByteStream = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Segments that are read, and sealed or opened, at a time. */
export const blockSegments = 16;

/** Whole segments; only the last block may end with a shorter one, or be empty. Its bytes are its own until the next is asked for. */
export type Block = { bytes: Uint8Array; last: boolean };

/** Where bytes come from. */
export type ByteSource = {
  /** Reads until `target` is full or the source ends; how many bytes it read. */
  fill: (target: Uint8Array) => Promise<number>;
  close: () => Promise<void>;
  /** Whether to read the next block while one is worked on. */
  readAhead: boolean;
};

/** Reads a file, or a pipe, from where its handle is. */
export function fileSource(file: FileHandle): ByteSource {
  return {
    readAhead: true,
    close: async () => undefined,
    fill: async (target) => {
      let filled = 0;
      while (filled < target.length) {
        const { bytesRead } = await file.read(target, filled, target.length - filled, null);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return filled;
    },
  };
}

/** Reads a stream only as far as it is asked to, so that a consumer that stops is not held up by a source that is stuck. */
export function streamSource(stream: ByteStream): ByteSource {
  const iterator = (async function* () {
    yield* stream;
  })();
  let rest: Uint8Array = new Uint8Array(0);
  return {
    readAhead: false,
    close: async () => {
      await iterator.return(undefined);
    },
    fill: async (target) => {
      let filled = 0;
      for (;;) {
        const part = rest.subarray(0, target.length - filled);
        target.set(part, filled);
        filled += part.length;
        rest = rest.subarray(part.length);
        if (filled === target.length) return filled;
        const next = await iterator.next();
        if (next.done) return filled;
        rest = next.value;
      }
    },
  };
}

/** The blocks of a source, of which three are in memory. The source is closed when they end or are no longer wanted. */
export async function* blocksOf(source: ByteSource, segmentBytes: number): AsyncGenerator<Block, void, undefined> {
  const read = async () => {
    const buffer = spare.pop() ?? Buffer.allocUnsafeSlow(blockSegments * segmentBytes);
    return { buffer, bytes: buffer.subarray(0, await source.fill(buffer)) };
  };
  const spare: Buffer[] = [];
  let ahead: ReturnType<typeof read> | undefined;
  try {
    let current = await read();
    let next = await read();
    while (next.bytes.length > 0) {
      if (source.readAhead) {
        ahead = read();
        // It is awaited below; until then its failure is nobody's.
        ahead.catch(() => undefined);
      }
      yield { bytes: current.bytes, last: false };
      spare.push(current.buffer);
      current = next;
      next = await (ahead ?? read());
    }
    yield { bytes: current.bytes, last: true };
  } finally {
    await ahead?.catch(() => undefined);
    await source.close();
  }
}
