import { createCipheriv, createHash, createHmac, hkdfSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { collect, SeededRandom } from '../testing/bytes.ts';
import { blockSegments } from './blocks.ts';
import { FileTooLargeError, InvalidBytesError, SealingUnfinishedError } from './errors.ts';
import { maxSegments, sealedSizeOf, segmentSize } from './format.ts';
import { openStream } from './open.ts';
import { sealStream } from './seal.ts';
import { nonceOf } from './segments.ts';

const dataKey = `0x${'2a'.repeat(32)}` as const;
const block = blockSegments * segmentSize;

async function sealedOf(plaintext: Uint8Array) {
  const stream = sealStream({ input: [plaintext], dataKey });
  return { sealed: await collect(stream), ...stream.summary() };
}

/** Version 1 as docs/sealing.md has it, from nothing but Node's primitives. */
function sealedByTheBook(plaintext: Buffer, salt: Buffer): Buffer {
  const key = Buffer.from(dataKey.slice(2), 'hex');
  const prefix = Buffer.from('54535345414c45440000000100010000', 'hex');
  const derive = (purpose: string) =>
    Buffer.from(
      hkdfSync('sha256', key, salt, Buffer.concat([Buffer.from(`tallystick/sealing/v1 ${purpose}`), prefix]), 32),
    );
  const header = Buffer.concat([prefix, salt, derive('key commitment')]);
  const parts: Buffer[] = [header];
  const count = Math.max(1, Math.ceil(plaintext.length / 65_536));
  for (let index = 0; index < count; index += 1) {
    const counter = index.toString(16).padStart(22, '0');
    const nonce = Buffer.from(`${counter}${index === count - 1 ? '01' : '00'}`, 'hex');
    const cipher = createCipheriv('aes-256-gcm', derive('segment key'), nonce).setAAD(header);
    parts.push(cipher.update(plaintext.subarray(65_536 * index, 65_536 * (index + 1))));
    cipher.final();
    parts.push(cipher.getAuthTag());
  }
  return Buffer.concat(parts);
}

describe('a sealed stream', () => {
  test.each([
    0,
    1,
    segmentSize - 1,
    segmentSize,
    segmentSize + 1,
    5 * segmentSize,
    block - 1,
    block,
    block + 1,
    2 * block,
    3 * block + segmentSize + 7,
  ])('of %d bytes is what the format says, and opens', async (size) => {
    const plaintext = new SeededRandom('round trip').bytes(size);
    const { sealed, ...summary } = await sealedOf(plaintext);
    expect(sealed.equals(sealedByTheBook(plaintext, sealed.subarray(16, 48)))).toBe(true);
    expect(summary.size).toBe(BigInt(size));
    expect(summary.sealedSize).toBe(BigInt(sealed.length));
    expect(summary.sealedSize).toBe(sealedSizeOf(BigInt(size)));
    expect((await collect(openStream({ input: [sealed], ...summary }))).equals(plaintext)).toBe(true);
  });

  test('has the hash of its bytes, and the digest of its content under the data key', async () => {
    const plaintext = new SeededRandom('digests').bytes(segmentSize + 5);
    const { sealed, ciphertextHash, contentDigest } = await sealedOf(plaintext);
    expect(ciphertextHash).toBe(`0x${createHash('sha256').update(sealed).digest('hex')}`);
    const prefix = Buffer.from('54535345414c45440000000100010000', 'hex');
    const info = Buffer.concat([Buffer.from('tallystick/sealing/v1 content digest'), prefix]);
    const key = hkdfSync('sha256', Buffer.from(dataKey.slice(2), 'hex'), Buffer.alloc(0), info, 32);
    expect(contentDigest).toBe(`0x${createHmac('sha256', Buffer.from(key)).update(plaintext).digest('hex')}`);
  });

  test('sealed again with the same key differs in every part but the digest of the content', async () => {
    const plaintext = new SeededRandom('again').bytes(segmentSize + 5);
    const [one, two] = [await sealedOf(plaintext), await sealedOf(plaintext)];
    expect(one.contentDigest).toBe(two.contentDigest);
    expect(one.ciphertextHash).not.toBe(two.ciphertextHash);
    const at = (file: Buffer, from: number, until: number) => file.subarray(from, until).toString('hex');
    const parts = [
      [16, 48],
      [48, 80],
      [80, 80 + segmentSize],
      [80 + segmentSize, 96 + segmentSize],
      [96 + segmentSize, 101 + segmentSize],
    ] as const;
    for (const [from, until] of parts) expect(at(one.sealed, from, until)).not.toBe(at(two.sealed, from, until));
  });

  test('has a digest that tells nothing without the key', async () => {
    const guess = Buffer.from('no');
    const one = sealStream({ input: [guess] });
    const two = sealStream({ input: [guess] });
    await collect(one);
    await collect(two);
    expect(one.summary().dataKey).not.toBe(two.summary().dataKey);
    expect(one.summary().contentDigest).not.toBe(two.summary().contentDigest);
  });

  test('does not depend on how its input is cut', async () => {
    const random = new SeededRandom('cuts');
    for (let round = 0; round < 20; round += 1) {
      const plaintext = random.bytes(random.below(3 * segmentSize));
      const stream = sealStream({ input: random.parts(plaintext, 1 + random.below(2 * segmentSize)), dataKey });
      const sealed = await collect(stream);
      expect(sealed.equals(sealedByTheBook(plaintext, sealed.subarray(16, 48)))).toBe(true);
      const input = random.parts(sealed, 1 + random.below(2 * segmentSize));
      expect((await collect(openStream({ input, ...stream.summary() }))).equals(plaintext)).toBe(true);
    }
  });

  test('reports how far it is', async () => {
    const seen: bigint[] = [];
    await collect(
      sealStream({ input: [Buffer.alloc(block), Buffer.alloc(3)], onProgress: (bytes) => seen.push(bytes) }),
    );
    expect(seen).toEqual([BigInt(block), BigInt(block + 3)]);
  });

  test('has no summary before its end', async () => {
    const stream = sealStream({ input: [Buffer.alloc(3)] });
    expect(() => stream.summary()).toThrow(SealingUnfinishedError);
    for await (const _ of stream) break;
    expect(() => stream.summary()).toThrow(SealingUnfinishedError);
  });

  test.each(['0x', '0x2a', `0x${'2a'.repeat(33)}`, '2a'.repeat(33), `0x${'zz'.repeat(32)}`] as const)(
    'needs a key of 32 bytes, and does not show %s',
    (wrong) => {
      const seal = () => sealStream({ input: [], dataKey: wrong as `0x${string}` });
      expect(seal).toThrow(InvalidBytesError);
      expect(seal).toThrow('the data key must be 32 bytes in hex, with 0x in front');
    },
  );

  test('fails as its input does, and closes it', async () => {
    let closed = false;
    async function* failing() {
      try {
        yield Buffer.alloc(10);
        throw new Error('the disk is gone');
      } finally {
        closed = true;
      }
    }
    await expect(collect(sealStream({ input: failing() }))).rejects.toThrow('the disk is gone');
    expect(closed).toBe(true);
  });
});

test('the nonce is number and last flag, each once', () => {
  const hexOf = (segment: number, last: boolean) => Buffer.from(nonceOf(segment, last)).toString('hex');
  expect(hexOf(0, false)).toBe('000000000000000000000000');
  expect(hexOf(0, true)).toBe('000000000000000000000001');
  expect(hexOf(0x01020304, false)).toBe('000000000000000102030400');
  expect(hexOf(maxSegments - 1, true)).toBe('000000000000000fffffff01');
});

test('there is no segment beyond the largest file', () => {
  expect(() => nonceOf(maxSegments, true)).toThrow(FileTooLargeError);
});

describe('with a slow consumer', () => {
  /** Two blocks that are read and one that is sealed. */
  const mostInFlight = 3 * block;

  async function mostAhead(convert: (input: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>): Promise<number> {
    let taken = 0;
    let given = 0;
    let most = 0;
    async function* input() {
      for (let part = 0; part < 200; part += 1) {
        taken += segmentSize;
        most = Math.max(most, taken - given);
        yield Buffer.alloc(segmentSize);
      }
    }
    for await (const bytes of convert(input())) {
      await new Promise(setImmediate);
      given += bytes.length;
    }
    expect(taken).toBe(200 * segmentSize);
    return most;
  }

  test('sealing takes in no more than three blocks before it is asked for more', async () => {
    const most = await mostAhead((input) => sealStream({ input }));
    expect(most).toBeGreaterThan(block);
    expect(most).toBeLessThanOrEqual(mostInFlight);
  });

  test('so does opening', async () => {
    const stream = sealStream({ input: Array.from({ length: 200 }, () => Buffer.alloc(segmentSize)) });
    const sealed = await collect(stream);
    const most = await mostAhead((input) => {
      async function* cut() {
        let at = 0;
        for await (const { length } of input) {
          yield sealed.subarray(at, at + length);
          at += length;
        }
        yield sealed.subarray(at);
      }
      return openStream({ input: cut(), ...stream.summary() });
    });
    expect(most).toBeGreaterThan(block);
    expect(most).toBeLessThanOrEqual(mostInFlight);
  });
});
