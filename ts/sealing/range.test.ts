import { beforeAll, describe, expect, test } from 'vitest';
import { collect, SeededRandom } from '../testing/bytes.ts';
import { blockSegments } from './blocks.ts';
import { generateDataKey } from './dataKey.ts';
import {
  KeyCommitmentError,
  PlaintextRangeError,
  SealedFileExtendedError,
  SealedFileTruncatedError,
  SealedReadError,
  SealedSizeError,
  SegmentAuthenticationError,
} from './errors.ts';
import { headerSize, sealedSegmentSize, segmentSize } from './format.ts';
import { openRange } from './range.ts';
import { type SealedSummary, sealStream } from './seal.ts';

const random = new SeededRandom('ranges');
const size = 3 * segmentSize + 100;

type Sealed = { bytes: Buffer; plaintext: Buffer; summary: SealedSummary };
let file: Sealed;

async function sealedOf(plaintext: Buffer): Promise<Sealed> {
  const stream = sealStream({ input: [plaintext] });
  return { bytes: await collect(stream), plaintext, summary: stream.summary() };
}

beforeAll(async () => {
  file = await sealedOf(random.bytes(size));
});

function readOf(bytes: Buffer, reads: [bigint, bigint][] = []) {
  return async (start: bigint, end: bigint) => {
    reads.push([start, end]);
    return bytes.subarray(Number(start), Number(end));
  };
}

function rangeOf(start: number, end: number, { bytes, summary } = file): Promise<Buffer> {
  return collect(openRange({ readSealed: readOf(bytes), ...summary, start: BigInt(start), end: BigInt(end) }));
}

function flipped(at: number): Buffer {
  const changed = Buffer.from(file.bytes);
  changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
  return changed;
}

const edges = [0, segmentSize, 2 * segmentSize, 3 * segmentSize, size]
  .flatMap((edge) => [edge - 1, edge, edge + 1])
  .filter((edge) => edge >= 0 && edge <= size);

test.each(edges)('a range from byte %d to every edge of a segment is that of the plaintext', async (start) => {
  for (const end of edges.filter((edge) => edge >= start)) {
    expect((await rangeOf(start, end)).equals(file.plaintext.subarray(start, end))).toBe(true);
  }
});

test('random ranges of random files are those of the plaintext', async () => {
  for (let round = 0; round < 30; round += 1) {
    const sealed = await sealedOf(random.bytes(random.below(4 * segmentSize)));
    const start = random.below(sealed.plaintext.length + 1);
    const end = start + random.below(sealed.plaintext.length - start + 1);
    expect((await rangeOf(start, end, sealed)).equals(sealed.plaintext.subarray(start, end))).toBe(true);
  }
});

test('a range reads the header and its segments, 16 at a time, and nothing else', async () => {
  const large = await sealedOf(random.bytes((blockSegments + 3) * segmentSize));
  const reads: [bigint, bigint][] = [];
  const start = BigInt(segmentSize) + 5n;
  const readSealed = readOf(large.bytes, reads);
  await collect(openRange({ readSealed, ...large.summary, start, end: BigInt((blockSegments + 2) * segmentSize) }));
  const at = (segment: number) => BigInt(headerSize + segment * sealedSegmentSize);
  expect(reads).toEqual([
    [0n, BigInt(headerSize)],
    [at(1), at(1 + blockSegments)],
    [at(1 + blockSegments), at(2 + blockSegments)],
  ]);
});

test('an empty range reads nothing', async () => {
  const reads: [bigint, bigint][] = [];
  const empty = { start: 7n, end: 7n };
  expect((await collect(openRange({ readSealed: readOf(file.bytes, reads), ...file.summary, ...empty }))).length).toBe(
    0,
  );
  expect(reads).toEqual([]);
});

describe('is refused', () => {
  test.each([
    [-1n, 3n],
    [3n, 2n],
    [0n, BigInt(size) + 1n],
    [BigInt(size) + 1n, BigInt(size) + 1n],
  ])('the range [%d, %d)', async (start, end) => {
    const opening = collect(openRange({ readSealed: readOf(file.bytes), ...file.summary, start, end }));
    await expect(opening).rejects.toEqual(new PlaintextRangeError(start, end, BigInt(size)));
  });

  test('another data key', async () => {
    const range = { start: 0n, end: 1n, dataKey: generateDataKey() };
    const opening = collect(openRange({ readSealed: readOf(file.bytes), ...file.summary, ...range }));
    await expect(opening).rejects.toBeInstanceOf(KeyCommitmentError);
  });

  test('a changed segment of the range, after those before it', async () => {
    const bytes = flipped(headerSize + sealedSegmentSize + 5);
    const given: Uint8Array[] = [];
    const opening = (async () => {
      const range = { start: 10n, end: BigInt(2 * segmentSize) };
      for await (const part of openRange({ readSealed: readOf(bytes), ...file.summary, ...range })) given.push(part);
    })();
    await expect(opening).rejects.toEqual(new SegmentAuthenticationError(1));
    expect(Buffer.concat(given).equals(file.plaintext.subarray(10, segmentSize))).toBe(true);
    expect((await rangeOf(0, 10, { ...file, bytes })).equals(file.plaintext.subarray(0, 10))).toBe(true);
  });

  test('another segment in its place', async () => {
    const swapped = (start: bigint, end: bigint) => {
      const moved = start === 0n ? 0 : sealedSegmentSize;
      return file.bytes.subarray(Number(start) + moved, Number(end) + moved);
    };
    const opening = collect(openRange({ readSealed: swapped, ...file.summary, start: 0n, end: 5n }));
    await expect(opening).rejects.toEqual(new SegmentAuthenticationError(0));
  });

  test('a size of whole segments less', async () => {
    const sealedSize = BigInt(headerSize + 2 * sealedSegmentSize);
    const range = { start: BigInt(segmentSize), end: BigInt(2 * segmentSize), sealedSize };
    const opening = collect(openRange({ readSealed: readOf(file.bytes), ...file.summary, ...range }));
    await expect(opening).rejects.toEqual(new SealedFileTruncatedError(1, sealedSegmentSize));
  });

  test('a size of a segment more', async () => {
    const whole = await sealedOf(random.bytes(2 * segmentSize));
    const range = { start: 0n, end: BigInt(2 * segmentSize), sealedSize: whole.summary.sealedSize + 50n };
    const opening = collect(openRange({ readSealed: readOf(whole.bytes), ...whole.summary, ...range }));
    await expect(opening).rejects.toEqual(new SealedFileExtendedError(1));
  });

  test('a size that no sealed file has', async () => {
    const range = { start: 0n, end: 0n, sealedSize: 95n };
    const opening = collect(openRange({ readSealed: readOf(file.bytes), ...file.summary, ...range }));
    await expect(opening).rejects.toEqual(new SealedSizeError(95n));
  });

  test.each([-1, 1])('a read of %d bytes more than was asked for', async (more) => {
    const from = BigInt(headerSize);
    const until = from + BigInt(sealedSegmentSize);
    const readSealed = (start: bigint, end: bigint) =>
      file.bytes.subarray(Number(start), Number(end) + (start === from ? more : 0));
    const opening = collect(openRange({ readSealed, ...file.summary, start: 0n, end: 1n }));
    await expect(opening).rejects.toEqual(new SealedReadError(from, until, sealedSegmentSize + more));
  });
});
