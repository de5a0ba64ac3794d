import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { collect, SeededRandom } from '../testing/bytes.ts';
import { blockSegments } from './blocks.ts';
import { deriveFileKeys, generateDataKey } from './dataKey.ts';
import {
  CiphertextHashError,
  ContentDigestError,
  InvalidBytesError,
  KeyCommitmentError,
  NotSealedFileError,
  SealedFileError,
  SealedFileExtendedError,
  SealedFileTruncatedError,
  SealedFileVersionError,
  SealedSizeError,
  SegmentAuthenticationError,
  SegmentSizeError,
} from './errors.ts';
import { headerSize, sealedSegmentSize, segmentSize, tagSize } from './format.ts';
import { openStream } from './open.ts';
import { type SealedSummary, sealStream } from './seal.ts';
import { SegmentCipher } from './segments.ts';

const dataKey = `0x${'2a'.repeat(32)}` as const;
const lastSize = 100;
const random = new SeededRandom('opening');

type Sealed = { bytes: Buffer; plaintext: Buffer; summary: SealedSummary };

async function sealedOf(size: number): Promise<Sealed> {
  const plaintext = random.bytes(size);
  const stream = sealStream({ input: [plaintext], dataKey });
  return { bytes: await collect(stream), plaintext, summary: stream.summary() };
}

/** Two full segments and a short one; the same again; and three full ones. All of the same key. */
let file: Sealed;
let other: Sealed;
let full: Sealed;

beforeAll(async () => {
  file = await sealedOf(2 * segmentSize + lastSize);
  other = await sealedOf(2 * segmentSize + lastSize);
  full = await sealedOf(3 * segmentSize);
});

/** Opens bytes whose hash is the expected one, so that nothing but key and format can refuse them. */
async function refusal(sealed: Uint8Array, { summary } = file): Promise<{ error: unknown; given: Buffer }> {
  const ciphertextHash = `0x${createHash('sha256').update(sealed).digest('hex')}` as const;
  const given: Uint8Array[] = [];
  try {
    for await (const bytes of openStream({ input: [sealed], ...summary, ciphertextHash })) given.push(bytes);
  } catch (error) {
    return { error, given: Buffer.concat(given) };
  }
  throw new Error('the file was opened');
}

async function expectRefusal(sealed: Uint8Array, expected: SealedFileError, of = file): Promise<void> {
  const { error, given } = await refusal(sealed, of);
  expect(error).toEqual(expected);
  expect(error).toBeInstanceOf(SealedFileError);
  expect(given.length).toBe(0);
}

function header({ bytes }: Sealed): Buffer {
  return bytes.subarray(0, headerSize);
}

function segment({ bytes }: Sealed, index: number): Buffer {
  return bytes.subarray(headerSize + index * sealedSegmentSize, headerSize + (index + 1) * sealedSegmentSize);
}

function flipped(bytes: Buffer, at: number, bit = 0): Buffer {
  const changed = Buffer.from(bytes);
  changed.writeUInt8(changed.readUInt8(at) ^ (1 << bit), at);
  return changed;
}

describe('a flipped bit', () => {
  test.each([
    ['magic', 0, 8, NotSealedFileError],
    ['version', 8, 12, SealedFileVersionError],
    ['segment size', 12, 16, SegmentSizeError],
    ['salt', 16, 48, KeyCommitmentError],
    ['commitment', 48, 80, KeyCommitmentError],
  ] as const)('anywhere in the %s is refused', async (_field, from, until, expected) => {
    for (let at = from; at < until; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const { error, given } = await refusal(flipped(file.bytes, at, bit));
        expect(error).toBeInstanceOf(expected);
        expect(given.length).toBe(0);
      }
    }
  });

  test.each([0, 1, 2])('in segment %d is refused', async (index) => {
    const start = headerSize + index * sealedSegmentSize;
    const plain = index === 2 ? lastSize : segmentSize;
    const ciphertext = [
      0,
      1,
      15,
      16,
      Math.floor(plain / 2),
      plain - 1,
      ...Array.from({ length: 8 }, () => random.below(plain)),
    ];
    const tag = Array.from({ length: tagSize }, (_, byte) => plain + byte);
    for (const at of [...ciphertext, ...tag]) {
      await expectRefusal(flipped(file.bytes, start + at, random.below(8)), new SegmentAuthenticationError(index));
    }
  });

  test('in an empty file is refused', async () => {
    const empty = await sealedOf(0);
    for (let at = headerSize; at < headerSize + tagSize; at += 1) {
      await expectRefusal(flipped(empty.bytes, at), new SegmentAuthenticationError(0), empty);
    }
  });
});

describe('a file that was cut off', () => {
  test.each([0, 1, 8, 79])('after %d bytes of its header is no sealed file', async (size) => {
    const { error } = await refusal(file.bytes.subarray(0, size));
    expect(error).toBeInstanceOf(NotSealedFileError);
  });

  test('after its header is refused', async () => {
    await expectRefusal(header(file), new SealedFileTruncatedError(0, 0));
  });

  test.each([1, 2])('after %d segments is refused', async (segments) => {
    const cut = file.bytes.subarray(0, headerSize + segments * sealedSegmentSize);
    await expectRefusal(cut, new SealedFileTruncatedError(segments - 1, sealedSegmentSize));
  });

  test('after any byte is refused', async () => {
    for (let round = 0; round < 100; round += 1) {
      const { error } = await refusal(file.bytes.subarray(0, random.below(file.bytes.length)));
      expect(error).toBeInstanceOf(SealedFileError);
    }
  });

  test('within the tag of its last segment is refused', async () => {
    const small = await sealedOf(1);
    await expectRefusal(small.bytes.subarray(0, headerSize + 9), new SealedFileTruncatedError(0, 9), small);
    await expectRefusal(small.bytes.subarray(0, headerSize + 16), new SegmentAuthenticationError(0), small);
  });

  test('gives only authentic blocks before it is refused', async () => {
    const large = await sealedOf((2 * blockSegments + 3) * segmentSize);
    const cut = large.bytes.subarray(0, headerSize + (2 * blockSegments + 1) * sealedSegmentSize);
    const { error, given } = await refusal(cut, large);
    expect(error).toEqual(new SealedFileTruncatedError(2 * blockSegments, sealedSegmentSize));
    expect(given.equals(large.plaintext.subarray(0, 2 * blockSegments * segmentSize))).toBe(true);
  });
});

describe('segments', () => {
  test.each([
    ['the first is dropped', (f: Sealed) => [segment(f, 1), segment(f, 2)], 0],
    ['one in between is dropped', (f: Sealed) => [segment(f, 0), segment(f, 2)], 1],
    ['one is there twice', (f: Sealed) => [segment(f, 0), segment(f, 0), segment(f, 1), segment(f, 2)], 1],
    ['the last is there twice', (f: Sealed) => [segment(f, 0), segment(f, 1), segment(f, 2), segment(f, 2)], 2],
    ['the first two are swapped', (f: Sealed) => [segment(f, 1), segment(f, 0), segment(f, 2)], 0],
    ['one follows the last', (f: Sealed) => [segment(f, 0), segment(f, 1), segment(f, 2), segment(f, 1)], 2],
  ])('are refused if %s', async (_what, order, refused) => {
    const changed = Buffer.concat([header(file), ...order(file)]);
    await expectRefusal(changed, new SegmentAuthenticationError(refused));
  });

  test('are refused if the last two are swapped', async () => {
    const changed = Buffer.concat([header(full), segment(full, 0), segment(full, 2), segment(full, 1)]);
    await expectRefusal(changed, new SegmentAuthenticationError(1), full);
  });

  test.each([0, 1, 2])('are refused if number %d is that of another file of the same key', async (index) => {
    const parts = [0, 1, 2].map((each) => segment(each === index ? other : file, each));
    await expectRefusal(Buffer.concat([header(file), ...parts]), new SegmentAuthenticationError(index));
  });

  test('are refused under the header of another file of the same key', async () => {
    const changed = Buffer.concat([header(other), file.bytes.subarray(headerSize)]);
    await expectRefusal(changed, new SegmentAuthenticationError(0));
  });
});

describe('a file that was extended', () => {
  test('after a full last segment is refused', async () => {
    for (const more of [Buffer.alloc(1), Buffer.alloc(tagSize), segment(full, 2), segment(other, 2)]) {
      await expectRefusal(Buffer.concat([full.bytes, more]), new SealedFileExtendedError(2), full);
    }
  });

  test('after a short last segment is refused', async () => {
    for (const size of [1, 16, segmentSize - lastSize, segmentSize]) {
      const { error } = await refusal(Buffer.concat([file.bytes, random.bytes(size)]));
      expect(error).toEqual(new SegmentAuthenticationError(2));
    }
  });

  test('by an empty segment is refused, even one that the key holder made', async () => {
    const salt = full.bytes.subarray(16, 48);
    const { segmentKey } = deriveFileKeys(Buffer.alloc(32, 0x2a), salt);
    const cipher = new SegmentCipher(segmentKey, header(full));
    const [first, empty] = [Buffer.alloc(sealedSegmentSize), Buffer.alloc(tagSize)];
    cipher.seal(0, false, full.plaintext.subarray(0, segmentSize), first);
    cipher.seal(1, true, Buffer.alloc(0), empty);
    const changed = Buffer.concat([header(full), first, empty]);
    await expectRefusal(changed, new SealedSizeError(BigInt(changed.length)), full);
  });
});

describe('what was published', () => {
  test('another ciphertext hash is refused, though every segment is authentic', async () => {
    const wrong = other.summary.ciphertextHash;
    const opening = collect(openStream({ input: [file.bytes], ...file.summary, ciphertextHash: wrong }));
    await expect(opening).rejects.toEqual(new CiphertextHashError(file.summary.ciphertextHash, wrong));
  });

  test('another content digest is refused, though every segment is authentic', async () => {
    const wrong = other.summary.contentDigest;
    const opening = collect(openStream({ input: [file.bytes], ...file.summary, contentDigest: wrong }));
    await expect(opening).rejects.toEqual(new ContentDigestError(file.summary.contentDigest, wrong));
  });

  test('a file that another holder of the key made is refused', async () => {
    const opening = collect(openStream({ input: [other.bytes], ...file.summary }));
    await expect(opening).rejects.toBeInstanceOf(CiphertextHashError);
  });

  test('the last block is held back until both digests are right', async () => {
    const large = await sealedOf(blockSegments * segmentSize + 1);
    const wrong = { ...large.summary, contentDigest: file.summary.contentDigest };
    const given: Uint8Array[] = [];
    const opening = (async () => {
      for await (const bytes of openStream({ input: [large.bytes], ...wrong })) given.push(bytes);
    })();
    await expect(opening).rejects.toBeInstanceOf(ContentDigestError);
    expect(Buffer.concat(given).length).toBe(blockSegments * segmentSize);
  });

  test.each(['contentDigest', 'ciphertextHash'] as const)('a %s of another size is refused', async (field) => {
    const opening = collect(openStream({ input: [file.bytes], ...file.summary, [field]: '0x2a' }));
    await expect(opening).rejects.toEqual(new InvalidBytesError(field, 32));
  });
});

test('another data key is refused by the commitment, and neither key is shown', async () => {
  const wrong = generateDataKey();
  const { commitment } = deriveFileKeys(Buffer.from(wrong.slice(2), 'hex'), file.bytes.subarray(16, 48));
  const expected = new KeyCommitmentError(
    `0x${commitment.toString('hex')}`,
    `0x${file.bytes.subarray(48, 80).toString('hex')}`,
  );
  const { error } = await refusal(file.bytes, { ...file, summary: { ...file.summary, dataKey: wrong } });
  expect(error).toEqual(expected);
  expect(expected.message).not.toContain(wrong.slice(2));
  expect(expected.message).not.toContain(dataKey.slice(2));
});

test('a random change of a random file is refused', async () => {
  for (let round = 0; round < 60; round += 1) {
    const sealed = await sealedOf(random.below(2 * segmentSize));
    const at = random.below(sealed.bytes.length);
    const { error } = await refusal(flipped(sealed.bytes, at, random.below(8)), sealed);
    expect(error).toBeInstanceOf(SealedFileError);
  }
});

test('a consumer that stops is not held up by a source that is stuck', async () => {
  const large = await sealedOf(3 * blockSegments * segmentSize);
  let closed = false;
  const input: AsyncIterable<Uint8Array> = {
    [Symbol.asyncIterator]: () => {
      let part = 0;
      const size = headerSize + 2 * blockSegments * sealedSegmentSize;
      return {
        next: () => {
          part += 1;
          if (part === 1) return Promise.resolve({ done: false, value: large.bytes.subarray(0, size) });
          return new Promise(() => undefined);
        },
        return: async () => {
          closed = true;
          return { done: true, value: undefined };
        },
      };
    },
  };
  for await (const bytes of openStream({ input, ...large.summary })) {
    expect(bytes.length).toBe(blockSegments * segmentSize);
    break;
  }
  expect(closed).toBe(true);
});
