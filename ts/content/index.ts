export {
  type AddressContentParameters,
  addressContent,
  type ContentAddress,
  contentProfile,
  verifyContent,
} from './address.ts';
export {
  type ContentCodec,
  cidOf,
  cidOfModel,
  cidOfUri,
  codecOf,
  digestOf,
  type PublishedContent,
  uriOf,
} from './cid.ts';
export {
  ContentMismatchError,
  InvalidCidError,
  InvalidContentUriError,
  InvalidDigestError,
  UnsupportedEntryError,
} from './errors.ts';
export type { ByteStream, ContentSource, HiddenEntries } from './source.ts';
