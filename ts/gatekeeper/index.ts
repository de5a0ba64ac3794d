export { SettingsError } from '../gateway/config.ts';
export { DirectoryInUseError, DirectoryLostError, DirectoryMismatchError } from '../gateway/errors.ts';
export type { GatekeeperSettings, GatekeeperSettingsInput } from './config.ts';
export type { Settled, WrapDataKey } from './deliver.ts';
export { ChainUnavailableError, GatekeeperError } from './errors.ts';
export type { AbandonReason, GatekeeperEvent, GatekeeperListener } from './events.ts';
export { type FetchDatasetParameters, type FetchedDataset, fetchDataset } from './fetchDataset.ts';
export { type Gatekeeper, type GatekeeperOptions, type PurchaseOptions, startGatekeeper } from './gatekeeper.ts';
export {
  type Challenge,
  type DataRead,
  dataReadTypedData,
  type SignedRead,
} from './protocol.ts';
export type { NamedBlock } from './quorum.ts';
export type { ByteRange } from './range.ts';
export { createReader, type Download, type Reader, type ReaderOptions, type ReadParameters } from './reader.ts';
export {
  AnswerInvalidError,
  ChallengeInvalidError,
  CiphertextMismatchError,
  NoWrappedKeyError,
  OutputTakenError,
  ReadCutError,
  ReaderError,
  ReadRefusedError,
} from './readerErrors.ts';
export type { ReadReceipt } from './store/store.ts';
