import {
  FileTooLargeError,
  NotSealedFileError,
  SealedFileVersionError,
  SealedSizeError,
  SegmentSizeError,
} from './errors.ts';
import { toHex } from './hex.ts';

/*
 * A sealed file, version 1 (docs/sealing.md):
 *
 *   0         8          12              16       48              80
 *   | magic   | version  | segment size  | salt   | commitment    | segment 0 | … | segment n − 1 |
 *
 * Each segment is the AES-256-GCM ciphertext of 65,536 bytes of plaintext and its tag of 16; only the last may be shorter.
 */
const magic = Buffer.from('TSSEALED', 'ascii');
const formatVersion = 1;

/** Bytes of plaintext in a segment. */
export const segmentSize = 65_536;
export const tagSize = 16;
export const sealedSegmentSize = segmentSize + tagSize;
export const saltSize = 32;
export const commitmentSize = 32;
/** Magic, version and segment size: what is the same in every file of version 1. */
export const prefixSize = 16;
export const headerSize = prefixSize + saltSize + commitmentSize;

/** So that a file is less than 2⁴⁰ cipher blocks: see "Limits" in docs/sealing.md. */
export const maxSegments = 2 ** 28;

/** The most bytes that can be sealed as one file: 16 TiB. */
export const maxSize = BigInt(maxSegments) * BigInt(segmentSize);

/** The first bytes of every file of version 1. */
export const prefix: Uint8Array = (() => {
  const bytes = Buffer.alloc(prefixSize);
  magic.copy(bytes);
  bytes.writeUInt32BE(formatVersion, 8);
  bytes.writeUInt32BE(segmentSize, 12);
  return bytes;
})();

/** The parts of a header. */
export type Header = { bytes: Uint8Array; salt: Uint8Array; commitment: Uint8Array };

export function encodeHeader(salt: Uint8Array, commitment: Uint8Array): Header {
  return { bytes: Buffer.concat([prefix, salt, commitment], headerSize), salt, commitment };
}

/**
 * The parts of a header, which only the data key can authenticate.
 *
 * @throws {NotSealedFileError}
 * @throws {SealedFileVersionError}
 * @throws {SegmentSizeError}
 */
export function parseHeader(header: Uint8Array): Header {
  const bytes = Buffer.from(header);
  const begin = bytes.subarray(0, magic.length);
  if (bytes.length < headerSize || !begin.equals(magic)) throw new NotSealedFileError(toHex(begin), toHex(magic));
  const version = bytes.readUInt32BE(8);
  if (version !== formatVersion) throw new SealedFileVersionError(version, formatVersion);
  const size = bytes.readUInt32BE(12);
  if (size !== segmentSize) throw new SegmentSizeError(size, segmentSize);
  const salt = bytes.subarray(prefixSize, prefixSize + saltSize);
  return { bytes, salt, commitment: bytes.subarray(prefixSize + saltSize, headerSize) };
}

/** How many segments a plaintext has: an empty one has one too. */
export function segmentsOf(size: bigint): number {
  return size === 0n ? 1 : Number((size + BigInt(segmentSize) - 1n) / BigInt(segmentSize));
}

/**
 * How many bytes a file of `size` bytes has when it is sealed.
 *
 * @throws {FileTooLargeError} beyond {@link maxSize}.
 */
export function sealedSizeOf(size: bigint): bigint {
  if (size > maxSize) throw new FileTooLargeError(maxSize);
  return BigInt(headerSize) + size + BigInt(segmentsOf(size) * tagSize);
}

/**
 * How many bytes of plaintext are in a sealed file of `sealedSize` bytes.
 *
 * @throws {SealedSizeError} if no sealed file has this size.
 */
export function sizeOfSealed(sealedSize: bigint): bigint {
  const body = sealedSize - BigInt(headerSize);
  const segments = body <= 0n ? 0n : (body + BigInt(sealedSegmentSize) - 1n) / BigInt(sealedSegmentSize);
  const size = body - segments * BigInt(tagSize);
  if (segments === 0n || size < 0n || size > maxSize || sealedSizeOf(size) !== sealedSize) {
    throw new SealedSizeError(sealedSize);
  }
  return size;
}
