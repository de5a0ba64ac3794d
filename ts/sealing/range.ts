import type { Hex } from 'viem';
import { blockSegments } from './blocks.ts';
import { dataKeyBytes } from './dataKey.ts';
import { PlaintextRangeError, SealedReadError } from './errors.ts';
import { headerSize, sealedSegmentSize, segmentSize, segmentsOf, sizeOfSealed } from './format.ts';
import { cipherOf } from './open.ts';

/** Gives the bytes `[start, end)` of a sealed file: an HTTP range request for `bytes=start-(end − 1)`, say. */
export type ReadSealed = (start: bigint, end: bigint) => Promise<Uint8Array> | Uint8Array;

/** Which bytes to open. */
export type OpenRangeParameters = {
  readSealed: ReadSealed;
  /** Bytes of the whole sealed file. A wrong one is noticed when the last segment is read. */
  sealedSize: bigint;
  dataKey: Hex;
  /** The first byte of plaintext. */
  start: bigint;
  /** The byte after the last one. */
  end: bigint;
};

async function readExactly(readSealed: ReadSealed, start: bigint, end: bigint): Promise<Uint8Array> {
  const bytes = await readSealed(start, end);
  if (BigInt(bytes.length) !== end - start) throw new SealedReadError(start, end, bytes.length);
  return bytes;
}

/**
 * Opens the plaintext bytes `[start, end)`, reading the header and the segments that hold them, at most 16 at a time. Each is
 * authentic and at its place in this file, but `contentDigest` and `ciphertextHash`, which are of the whole file, are not
 * checked: whoever else has the data key could have made another file with it.
 *
 * @throws {PlaintextRangeError} if the file has not these bytes.
 * @throws {SealedSizeError}
 * @throws {SealedReadError}
 * @throws {SealedFileError} if header or segments are not authentic.
 *
 * @example
 * import { openRange } from 'tallystick/sealing'
 *
 * const readSealed = async (start: bigint, end: bigint) => {
 *   const response = await fetch('https://example.org/sealed/17', { headers: { range: `bytes=${start}-${end - 1n}` } })
 *   return new Uint8Array(await response.arrayBuffer())
 * }
 * for await (const bytes of openRange({ readSealed, sealedSize, dataKey, start: 0n, end: 512n })) process.stdout.write(bytes)
 */
export async function* openRange({
  readSealed,
  sealedSize,
  dataKey,
  start,
  end,
}: OpenRangeParameters): AsyncGenerator<Uint8Array, void, undefined> {
  const size = sizeOfSealed(sealedSize);
  if (start < 0n || end < start || end > size) throw new PlaintextRangeError(start, end, size);
  const key = dataKeyBytes(dataKey);
  if (start === end) return;
  const cipher = cipherOf(await readExactly(readSealed, 0n, BigInt(headerSize)), key);
  const lastSegment = segmentsOf(size) - 1;
  const afterRange = segmentsOf(end);
  for (let first = Number(start / BigInt(segmentSize)); first < afterRange; first += blockSegments) {
    const after = Math.min(first + blockSegments, afterRange);
    const from = BigInt(headerSize + first * sealedSegmentSize);
    const until = BigInt(headerSize + after * sealedSegmentSize);
    const sealed = await readExactly(readSealed, from, until < sealedSize ? until : sealedSize);
    for (let segment = first; segment < after; segment += 1) {
      const at = (segment - first) * sealedSegmentSize;
      const plaintext = cipher.open(segment, segment === lastSegment, sealed.subarray(at, at + sealedSegmentSize));
      const base = BigInt(segment) * BigInt(segmentSize);
      yield plaintext.subarray(start > base ? Number(start - base) : 0, Math.min(Number(end - base), plaintext.length));
    }
  }
}
