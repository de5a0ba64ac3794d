import { createHash, type Hash, type Hmac, randomBytes } from 'node:crypto';
import type { Hex } from 'viem';
import { type Block, type ByteStream, blockSegments, blocksOf, streamSource } from './blocks.ts';
import { dataKeyBytes, deriveFileKeys, generateDataKey, startContentDigest } from './dataKey.ts';
import { SealingUnfinishedError } from './errors.ts';
import { encodeHeader, saltSize, sealedSegmentSize, segmentSize, tagSize } from './format.ts';
import { toHex } from './hex.ts';
import { SegmentCipher } from './segments.ts';

/** What one has after sealing. All but `dataKey` may be public. */
export type SealedSummary = {
  /** Opens the file. Keep it, and wrap it for those who may read. */
  dataKey: Hex;
  /** HMAC-SHA-256 of the plaintext, under a key derived from `dataKey`: tells nothing to those who have not the key. */
  contentDigest: Hex;
  /** SHA-256 of the sealed bytes. */
  ciphertextHash: Hex;
  /** Bytes of plaintext. */
  size: bigint;
  /** Bytes of the sealed file. */
  sealedSize: bigint;
};

/** How to seal. */
export type SealOptions = {
  /** A new one by default. Give one only to seal the same revision again. */
  dataKey?: Hex | undefined;
  /** Called with the bytes of plaintext that were sealed so far, about once a MiB. */
  onProgress?: ((bytes: bigint) => void) | undefined;
};

/** Seals one file block by block. */
export class Sealer {
  readonly header: Uint8Array;
  readonly #options: SealOptions;
  readonly #dataKey: Hex;
  readonly #cipher: SegmentCipher;
  readonly #contentDigest: Hmac;
  readonly #ciphertextHash: Hash;
  #segment = 0;
  #size = 0;
  #summary: SealedSummary | undefined;

  constructor(options: SealOptions) {
    this.#options = options;
    this.#dataKey = options.dataKey ?? generateDataKey();
    const key = dataKeyBytes(this.#dataKey);
    const salt = randomBytes(saltSize);
    const { segmentKey, commitment } = deriveFileKeys(key, salt);
    this.header = encodeHeader(salt, commitment).bytes;
    this.#cipher = new SegmentCipher(segmentKey, this.header);
    this.#contentDigest = startContentDigest(key);
    this.#ciphertextHash = createHash('sha256').update(this.header);
  }

  /** The sealed block, at the start of `target`. */
  seal({ bytes, last }: Block, target: Uint8Array): Uint8Array {
    this.#contentDigest.update(bytes);
    let written = 0;
    let read = 0;
    do {
      const plaintext = bytes.subarray(read, read + segmentSize);
      read += plaintext.length;
      const isLast = last && read === bytes.length;
      written += this.#cipher.seal(this.#segment, isLast, plaintext, target.subarray(written));
      this.#segment += 1;
    } while (read < bytes.length);
    const sealed = target.subarray(0, written);
    this.#ciphertextHash.update(sealed);
    this.#size += bytes.length;
    this.#options.onProgress?.(BigInt(this.#size));
    if (last) this.#finish();
    return sealed;
  }

  #finish(): void {
    this.#summary = {
      dataKey: this.#dataKey,
      contentDigest: toHex(this.#contentDigest.digest()),
      ciphertextHash: toHex(this.#ciphertextHash.digest()),
      size: BigInt(this.#size),
      sealedSize: BigInt(this.header.length + this.#size + this.#segment * tagSize),
    };
  }

  /** @throws {SealingUnfinishedError} before the last block. */
  summary(): SealedSummary {
    if (!this.#summary) throw new SealingUnfinishedError();
    return this.#summary;
  }
}

/** Room for a sealed block. */
export function sealedBlock(): Uint8Array {
  return Buffer.allocUnsafeSlow(blockSegments * sealedSegmentSize);
}

/** A stream to seal. */
export type SealStreamParameters = SealOptions & { input: ByteStream };

/** The bytes of a sealed file, to be read once. */
export type SealedStream = AsyncIterable<Uint8Array> & {
  /** @throws {SealingUnfinishedError} before the stream was read to its end. */
  summary: () => SealedSummary;
};

/**
 * Seals a stream. It is read no faster than what comes out is taken; about 3 MiB are in memory, whatever its size.
 *
 * @throws {FileTooLargeError} while it is read, beyond `maxSize`.
 * @throws {InvalidBytesError} unless `dataKey` has 32 bytes.
 *
 * @example
 * import { sealStream } from 'tallystick/sealing'
 *
 * const sealed = sealStream({ input: [new TextEncoder().encode('a finding')] })
 * for await (const bytes of sealed) process.stdout.write(bytes)
 * const { dataKey, contentDigest, ciphertextHash } = sealed.summary()
 */
export function sealStream({ input, ...options }: SealStreamParameters): SealedStream {
  const sealer = new Sealer(options);
  async function* sealAll(): AsyncGenerator<Uint8Array, void, undefined> {
    yield sealer.header;
    for await (const block of blocksOf(streamSource(input), segmentSize)) yield sealer.seal(block, sealedBlock());
  }
  const stream = sealAll();
  return { [Symbol.asyncIterator]: () => stream, summary: () => sealer.summary() };
}
