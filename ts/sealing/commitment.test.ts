import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { collect } from '../testing/bytes.ts';
import { deriveFileKeys, startContentDigest } from './dataKey.ts';
import { KeyCommitmentError } from './errors.ts';
import { encodeHeader, tagSize } from './format.ts';
import { toHex } from './hex.ts';
import { openStream } from './open.ts';
import { nonceOf } from './segments.ts';

/*
 * AES-GCM does not commit to its key: one ciphertext and tag can be made to open under two keys, so that two researchers who
 * were given "the same" file read different content. This makes such a file, and shows that the header refuses one of the keys.
 */
const blockSize = 16;

function elementOf(block: Uint8Array): bigint {
  return BigInt(toHex(block));
}

function blockOf(element: bigint): Buffer {
  return Buffer.from(element.toString(16).padStart(2 * blockSize, '0'), 'hex');
}

/** In GCM's field, whose first bit is the coefficient of x⁰ (NIST SP 800-38D, 6.3). */
function multiply(x: bigint, y: bigint): bigint {
  const reduction = 0xe1n << 120n;
  let product = 0n;
  let factor = y;
  for (let bit = 127n; bit >= 0n; bit -= 1n) {
    if ((x >> bit) & 1n) product ^= factor;
    factor = factor & 1n ? (factor >> 1n) ^ reduction : factor >> 1n;
  }
  return product;
}

function power(x: bigint, exponent: bigint): bigint {
  let result = 1n << 127n;
  for (let bit = exponent.toString(2).length - 1; bit >= 0; bit -= 1) {
    result = multiply(result, result);
    if ((exponent >> BigInt(bit)) & 1n) result = multiply(result, x);
  }
  return result;
}

function inverse(x: bigint): bigint {
  return power(x, 2n ** 128n - 2n);
}

function encryptBlock(key: Uint8Array, block: Uint8Array): bigint {
  return elementOf(createCipheriv('aes-256-ecb', key, null).setAutoPadding(false).update(block));
}

/** What the tag is before the free block counts: for a ciphertext of `blocks`, in which that block is zero. */
function tagWithout(key: Uint8Array, nonce: Uint8Array, associated: Buffer, ciphertext: Buffer): bigint {
  const hashKey = encryptBlock(key, Buffer.alloc(blockSize));
  const lengths = Buffer.alloc(blockSize);
  lengths.writeBigUInt64BE(BigInt(8 * associated.length), 0);
  lengths.writeBigUInt64BE(BigInt(8 * ciphertext.length), 8);
  const hashed = Buffer.concat([associated, ciphertext, lengths]);
  let hash = 0n;
  for (let at = 0; at < hashed.length; at += blockSize) {
    hash = multiply(hash ^ elementOf(hashed.subarray(at, at + blockSize)), hashKey);
  }
  return hash ^ encryptBlock(key, Buffer.concat([nonce, Buffer.from([0, 0, 0, 1])]));
}

test('a ciphertext that opens under two keys is opened with the one of the header only', async () => {
  const [mine, theirs] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  const salt = Buffer.alloc(32, 3);
  const [first, second] = [deriveFileKeys(mine, salt), deriveFileKeys(theirs, salt)];
  const header = Buffer.from(encodeHeader(salt, first.commitment).bytes);
  const nonce = nonceOf(0, true);
  // 64 bytes, of which the last 16 are chosen so that both keys give the same tag.
  const ciphertext = Buffer.concat([Buffer.alloc(48, 4), Buffer.alloc(blockSize)]);
  const tags = [first, second].map(({ segmentKey }) => tagWithout(segmentKey, nonce, header, ciphertext));
  // The last ciphertext block is multiplied by H²: once for itself, once with the lengths.
  const weights = [first, second].map(({ segmentKey }) => {
    const hashKey = encryptBlock(segmentKey, Buffer.alloc(blockSize));
    return multiply(hashKey, hashKey);
  });
  const [tagOfFirst = 0n, tagOfSecond = 0n] = tags;
  const [weightOfFirst = 0n, weightOfSecond = 0n] = weights;
  const free = multiply(tagOfFirst ^ tagOfSecond, inverse(weightOfFirst ^ weightOfSecond));
  blockOf(free).copy(ciphertext, 48);
  const tag = blockOf(tagOfFirst ^ multiply(free, weightOfFirst));

  const plaintexts = [first, second].map(({ segmentKey }) => {
    const decipher = createDecipheriv('aes-256-gcm', segmentKey, nonce, { authTagLength: tagSize });
    decipher.setAAD(header).setAuthTag(tag);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  });
  expect(plaintexts[0]?.equals(plaintexts[1] ?? Buffer.alloc(0))).toBe(false);

  const sealed = Buffer.concat([header, ciphertext, tag]);
  const ciphertextHash = toHex(createHash('sha256').update(sealed).digest());
  const [read, refused] = [mine, theirs].map((key, index) => {
    const contentDigest = toHex(
      startContentDigest(key)
        .update(plaintexts[index] ?? '')
        .digest(),
    );
    return collect(openStream({ input: [sealed], dataKey: toHex(key), contentDigest, ciphertextHash }));
  });
  await expect(refused).rejects.toEqual(new KeyCommitmentError(toHex(second.commitment), toHex(first.commitment)));
  expect(await read).toEqual(plaintexts[0]);
});
