import { createHash, type Hash, type Hmac, timingSafeEqual } from 'node:crypto';
import type { Hex } from 'viem';
import { type Block, type ByteSource, type ByteStream, blockSegments, blocksOf, streamSource } from './blocks.ts';
import { dataKeyBytes, deriveFileKeys, startContentDigest } from './dataKey.ts';
import { CiphertextHashError, ContentDigestError, KeyCommitmentError, SealedSizeError } from './errors.ts';
import { headerSize, parseHeader, sealedSegmentSize, segmentSize, tagSize } from './format.ts';
import { fromHex, toHex } from './hex.ts';
import { SegmentCipher } from './segments.ts';

const digestSize = 32;

/** What one needs to open a sealed file and to know that it is the one that was published. */
export type OpenOptions = {
  dataKey: Hex;
  /** What sealing gave, as it was published. */
  contentDigest: Hex;
  /** What sealing gave, as it was published. */
  ciphertextHash: Hex;
  /** Called with the bytes of plaintext that were opened so far, about once a MiB. */
  onProgress?: ((bytes: bigint) => void) | undefined;
};

/**
 * The cipher of a file, if its header is that of the data key.
 *
 * @throws {NotSealedFileError}
 * @throws {SealedFileVersionError}
 * @throws {SegmentSizeError}
 * @throws {KeyCommitmentError}
 */
export function cipherOf(headerBytes: Uint8Array, dataKey: Uint8Array): SegmentCipher {
  const header = parseHeader(headerBytes);
  const { segmentKey, commitment } = deriveFileKeys(dataKey, header.salt);
  if (!timingSafeEqual(commitment, header.commitment)) {
    throw new KeyCommitmentError(toHex(commitment), toHex(header.commitment));
  }
  return new SegmentCipher(segmentKey, header.bytes);
}

/** Opens one file block by block. */
export class Opener {
  readonly #options: OpenOptions;
  readonly #cipher: SegmentCipher;
  readonly #contentDigest: Hmac;
  readonly #ciphertextHash: Hash;
  #segment = 0;
  #size = 0;

  constructor(header: Uint8Array, options: OpenOptions) {
    this.#options = options;
    const key = dataKeyBytes(options.dataKey);
    this.#cipher = cipherOf(header, key);
    this.#contentDigest = startContentDigest(key);
    this.#ciphertextHash = createHash('sha256').update(header);
  }

  /**
   * The plaintext of a block, at the start of `target`; that of the last only if both digests are right.
   *
   * @throws {SealedFileError}
   */
  open({ bytes, last }: Block, target: Uint8Array): Uint8Array {
    this.#ciphertextHash.update(bytes);
    let written = 0;
    let read = 0;
    do {
      const sealed = bytes.subarray(read, read + sealedSegmentSize);
      read += sealed.length;
      const plaintext = this.#cipher.open(this.#segment, last && read === bytes.length, sealed);
      if (plaintext.length === 0 && this.#segment > 0) throw new SealedSizeError(this.#sealedSize(sealed));
      target.set(plaintext, written);
      written += plaintext.length;
      this.#segment += 1;
      this.#size += plaintext.length;
    } while (read < bytes.length);
    const opened = target.subarray(0, written);
    this.#contentDigest.update(opened);
    if (last) this.#check();
    this.#options.onProgress?.(BigInt(this.#size));
    return opened;
  }

  #sealedSize(lastSegment: Uint8Array): bigint {
    return BigInt(headerSize + this.#size + this.#segment * tagSize + lastSegment.length);
  }

  #check(): void {
    const expectedHash = fromHex('ciphertextHash', this.#options.ciphertextHash, digestSize);
    const expectedDigest = fromHex('contentDigest', this.#options.contentDigest, digestSize);
    const hash = this.#ciphertextHash.digest();
    if (!hash.equals(expectedHash)) throw new CiphertextHashError(toHex(hash), toHex(expectedHash));
    const digest = this.#contentDigest.digest();
    if (!timingSafeEqual(digest, expectedDigest)) throw new ContentDigestError(toHex(digest), toHex(expectedDigest));
  }
}

/** Room for the plaintext of a block. */
export function plaintextBlock(): Uint8Array {
  return Buffer.allocUnsafeSlow(blockSegments * segmentSize);
}

/** Reads the header; what is left of the source are segments. */
export async function startOpening(source: ByteSource, options: OpenOptions): Promise<Opener> {
  const header = Buffer.alloc(headerSize);
  return new Opener(header.subarray(0, await source.fill(header)), options);
}

/** A sealed stream to open. */
export type OpenStreamParameters = OpenOptions & { input: ByteStream };

/**
 * Opens a sealed stream. What it gives are authentic segments, in order; that nothing is missing, and that it is the file
 * that was published, is known when it ends without an error, and not before. The last MiB at most is held back until then.
 *
 * @throws {SealedFileError} one class a failure, while it is read.
 * @throws {InvalidBytesError} unless key and digests have 32 bytes.
 *
 * @example
 * import { openStream } from 'tallystick/sealing'
 *
 * const { body } = await fetch('https://example.org/sealed/17')
 * for await (const bytes of openStream({ input: body, dataKey, contentDigest, ciphertextHash })) process.stdout.write(bytes)
 */
export async function* openStream({
  input,
  ...options
}: OpenStreamParameters): AsyncGenerator<Uint8Array, void, undefined> {
  const source = streamSource(input);
  try {
    const opener = await startOpening(source, options);
    for await (const block of blocksOf(source, sealedSegmentSize)) yield opener.open(block, plaintextBlock());
  } finally {
    await source.close();
  }
}
