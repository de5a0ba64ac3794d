import type { Hex } from 'viem';
import { TallystickError } from '../protocol/errors.ts';

/** What every failure to seal or open a file is. No error holds a key or a byte of plaintext. */
export class SealedFileError<values extends object = object> extends TallystickError<values> {
  override name = 'SealedFileError';
}

/** The bytes do not begin as a sealed file does. */
export class NotSealedFileError extends SealedFileError<{ actual: Hex; expected: Hex }> {
  override name = 'NotSealedFileError';
  constructor(actual: Hex, expected: Hex) {
    super(`this is no sealed file: it begins with ${actual}, not with ${expected}`, { actual, expected });
  }
}

/** The file is sealed in a format that this package does not know. */
export class SealedFileVersionError extends SealedFileError<{ actual: number; expected: number }> {
  override name = 'SealedFileVersionError';
  constructor(actual: number, expected: number) {
    super(`the sealed file has format version ${actual}; it must be ${expected}`, { actual, expected });
  }
}

/** The header states another segment size than its version has. */
export class SegmentSizeError extends SealedFileError<{ actual: number; expected: number }> {
  override name = 'SegmentSizeError';
  constructor(actual: number, expected: number) {
    super(`the sealed file has segments of ${actual} bytes; they must have ${expected}`, { actual, expected });
  }
}

/** The header commits to another data key, or header fields were changed. */
export class KeyCommitmentError extends SealedFileError<{ actual: Hex; expected: Hex }> {
  override name = 'KeyCommitmentError';
  constructor(actual: Hex, expected: Hex) {
    super(
      `the file was sealed with another data key, or its header was changed: this key's commitment is ${actual}; the header has ${expected}`,
      { actual, expected },
    );
  }
}

/** A segment is not what was sealed at its place in this file. */
export class SegmentAuthenticationError extends SealedFileError<{ segment: number }> {
  override name = 'SegmentAuthenticationError';
  constructor(segment: number) {
    super(`segment ${segment} is not what was sealed there: it was changed, moved, or comes from another file`, {
      segment,
    });
  }
}

/** The file ends before its last segment. */
export class SealedFileTruncatedError extends SealedFileError<{ segment: number; bytes: number }> {
  override name = 'SealedFileTruncatedError';
  constructor(segment: number, bytes: number) {
    super(`the sealed file was cut off: it ends with segment ${segment} (${bytes} bytes), which is not its last`, {
      segment,
      bytes,
    });
  }
}

/** The file goes on after its last segment. */
export class SealedFileExtendedError extends SealedFileError<{ segment: number }> {
  override name = 'SealedFileExtendedError';
  constructor(segment: number) {
    super(`the sealed file was extended: segment ${segment} is its last, but more bytes follow`, { segment });
  }
}

/** The sealed bytes, each segment authentic, are not those that were published. */
export class CiphertextHashError extends SealedFileError<{ actual: Hex; expected: Hex }> {
  override name = 'CiphertextHashError';
  constructor(actual: Hex, expected: Hex) {
    super(`the hash of the sealed file is ${actual}; it must be ${expected}`, { actual, expected });
  }
}

/** The plaintext, each segment authentic, is not what was published. */
export class ContentDigestError extends SealedFileError<{ actual: Hex; expected: Hex }> {
  override name = 'ContentDigestError';
  constructor(actual: Hex, expected: Hex) {
    super(`the content's digest under the data key is ${actual}; it must be ${expected}`, { actual, expected });
  }
}

/** A file has more bytes than one data key may protect. */
export class FileTooLargeError extends SealedFileError<{ maximum: bigint }> {
  override name = 'FileTooLargeError';
  constructor(maximum: bigint) {
    super(`the file is larger than ${maximum} bytes, the most that can be sealed as one`, { maximum });
  }
}

/** No file is this large when it is sealed. */
export class SealedSizeError extends SealedFileError<{ sealedSize: bigint }> {
  override name = 'SealedSizeError';
  constructor(sealedSize: bigint) {
    super(`no sealed file has ${sealedSize} bytes`, { sealedSize });
  }
}

/** A range reaches beyond the plaintext, or ends before it starts. */
export class PlaintextRangeError extends SealedFileError<{ start: bigint; end: bigint; size: bigint }> {
  override name = 'PlaintextRangeError';
  constructor(start: bigint, end: bigint, size: bigint) {
    super(`[${start}, ${end}) is not a range of the file's ${size} bytes`, { start, end, size });
  }
}

/** Who reads sealed bytes gave more or fewer than it was asked for. */
export class SealedReadError extends SealedFileError<{ start: bigint; end: bigint; actual: number }> {
  override name = 'SealedReadError';
  constructor(start: bigint, end: bigint, actual: number) {
    super(`reading sealed bytes [${start}, ${end}) gave ${actual} bytes; it must give ${end - start}`, {
      start,
      end,
      actual,
    });
  }
}

/** A stream was asked for its summary before it was read to its end. */
export class SealingUnfinishedError extends SealedFileError<Record<never, never>> {
  override name = 'SealingUnfinishedError';
  constructor() {
    super('the sealed stream has not been read to its end', {});
  }
}

/** Something is already where a file should be written. */
export class OutputExistsError extends SealedFileError<{ path: string }> {
  override name = 'OutputExistsError';
  constructor(path: string) {
    super(`${path} exists, and is not overwritten`, { path });
  }
}

/** A value is not a hex string of so many bytes. It may be a secret, and is not shown. */
export class InvalidBytesError extends TallystickError<{ what: string; expected: number }> {
  override name = 'InvalidBytesError';
  constructor(what: string, expected: number) {
    super(`${what} must be ${expected} bytes in hex, with 0x in front`, { what, expected });
  }
}

/** A public key to which nothing can be wrapped. */
export class InvalidPublicKeyError extends TallystickError<{ publicKey: string }> {
  override name = 'InvalidPublicKeyError';
  constructor(publicKey: string, reason: string) {
    super(`${publicKey} is not a public key to wrap for: ${reason}`, { publicKey });
  }
}

/** A field of a wrapped key's context is not of its width. */
export class WrapContextError extends TallystickError<{ field: string; value: string; maximum: string }> {
  override name = 'WrapContextError';
  constructor(field: string, value: string, maximum: string) {
    super(`${field} is ${value}; it must be a whole number from 0 to ${maximum}`, { field, value, maximum });
  }
}

/** A wrapped key does not open: another recipient's, for another context, or changed. */
export class WrappedKeyError extends TallystickError<{ wrappedKey: Hex; context: object }> {
  override name = 'WrappedKeyError';
  constructor(wrappedKey: Hex, context: object, reason: string, options?: ErrorOptions) {
    super(`the wrapped key does not open: ${reason}`, { wrappedKey, context }, options);
  }
}

/** What every failure of a key file is. */
export class KeyFileError extends TallystickError<{ path: string }> {
  override name = 'KeyFileError';
  constructor(path: string, reason: string, options?: ErrorOptions) {
    super(`${path}: ${reason}`, { path }, options);
  }
}

/** A key file does not open with a password. */
export class KeyFilePasswordError extends KeyFileError {
  override name = 'KeyFilePasswordError';
  constructor(path: string) {
    super(path, 'the password is wrong, or the file was changed');
  }
}
