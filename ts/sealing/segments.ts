import { createCipheriv, createDecipheriv } from 'node:crypto';
import {
  FileTooLargeError,
  SealedFileExtendedError,
  SealedFileTruncatedError,
  SegmentAuthenticationError,
} from './errors.ts';
import { maxSegments, maxSize, tagSize } from './format.ts';

const algorithm = 'aes-256-gcm';
const options = { authTagLength: tagSize };
const nonceSize = 12;

/** Seven zero bytes, the segment's number, and 1 for the last segment: STREAM's nonce. The key is this file's alone. */
export function nonceOf(segment: number, last: boolean): Uint8Array {
  if (segment >= maxSegments) throw new FileTooLargeError(maxSize);
  const nonce = Buffer.alloc(nonceSize);
  nonce.writeUInt32BE(segment, 7);
  nonce.writeUInt8(Number(last), 11);
  return nonce;
}

/** Seals and opens the segments of one file. The whole header is associated data of each. */
export class SegmentCipher {
  readonly #key: Uint8Array;
  readonly #header: Uint8Array;

  constructor(key: Uint8Array, header: Uint8Array) {
    this.#key = key;
    this.#header = header;
  }

  /** Writes ciphertext and tag to `target`, and returns how many bytes they are. */
  seal(segment: number, last: boolean, plaintext: Uint8Array, target: Uint8Array): number {
    const cipher = createCipheriv(algorithm, this.#key, nonceOf(segment, last), options);
    cipher.setAAD(this.#header);
    target.set(cipher.update(plaintext));
    cipher.final();
    target.set(cipher.getAuthTag(), plaintext.length);
    return plaintext.length + tagSize;
  }

  /**
   * The plaintext of a sealed segment, which is authentic.
   *
   * @throws {SealedFileTruncatedError}
   * @throws {SealedFileExtendedError}
   * @throws {SegmentAuthenticationError}
   */
  open(segment: number, last: boolean, sealed: Uint8Array): Uint8Array {
    const plaintext = this.#tryOpen(segment, last, sealed);
    if (plaintext) return plaintext;
    // An authentic segment at the wrong end of the file: this only names what is wrong.
    if (this.#tryOpen(segment, !last, sealed)) {
      throw last ? new SealedFileTruncatedError(segment, sealed.length) : new SealedFileExtendedError(segment);
    }
    throw last && sealed.length < tagSize
      ? new SealedFileTruncatedError(segment, sealed.length)
      : new SegmentAuthenticationError(segment);
  }

  #tryOpen(segment: number, last: boolean, sealed: Uint8Array): Uint8Array | undefined {
    const length = sealed.length - tagSize;
    if (length < 0) return undefined;
    const decipher = createDecipheriv(algorithm, this.#key, nonceOf(segment, last), options);
    decipher.setAAD(this.#header);
    decipher.setAuthTag(sealed.subarray(length));
    const plaintext = decipher.update(sealed.subarray(0, length));
    try {
      decipher.final();
    } catch {
      return undefined;
    }
    return plaintext;
  }
}
