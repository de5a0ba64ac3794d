export type { ByteStream } from './blocks.ts';
export { generateDataKey } from './dataKey.ts';
export { type EncryptionKey, encryptionPublicKey, generateEncryptionKey } from './encryptionKey.ts';
export {
  CiphertextHashError,
  ContentDigestError,
  FileTooLargeError,
  InvalidBytesError,
  InvalidPublicKeyError,
  KeyCommitmentError,
  KeyFileError,
  KeyFilePasswordError,
  NotSealedFileError,
  OutputExistsError,
  PlaintextRangeError,
  SealedFileError,
  SealedFileExtendedError,
  SealedFileTruncatedError,
  SealedFileVersionError,
  SealedReadError,
  SealedSizeError,
  SealingUnfinishedError,
  SegmentAuthenticationError,
  SegmentSizeError,
  WrapContextError,
  WrappedKeyError,
} from './errors.ts';
export { type FilePaths, type OpenFileParameters, openFile, type SealFileParameters, sealFile } from './files.ts';
export { maxSize, sealedSizeOf, segmentSize, sizeOfSealed } from './format.ts';
export {
  type AddDataKeysParameters,
  addDataKeys,
  type CreateDataKeyFileParameters,
  type CreateEncryptionKeyFileParameters,
  createKeyFile,
  type DataKeyEntry,
  type KeyFileContent,
  type KeyFileOf,
  type ReadKeyFileParameters,
  readKeyFile,
} from './keyFile.ts';
export { type OpenOptions, type OpenStreamParameters, openStream } from './open.ts';
export { type OpenRangeParameters, openRange, type ReadSealed } from './range.ts';
export {
  type SealedStream,
  type SealedSummary,
  type SealOptions,
  type SealStreamParameters,
  sealStream,
} from './seal.ts';
export {
  type UnwrapDataKeyParameters,
  unwrapDataKey,
  type WrapContext,
  type WrapDataKeyParameters,
  wrapDataKey,
} from './wrap.ts';
