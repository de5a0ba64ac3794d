import { TallystickError } from '../protocol/errors.ts';

/** A text is no CID by which this package addresses content. */
export class InvalidCidError extends TallystickError<{ cid: string }> {
  override name = 'InvalidCidError';
  constructor(cid: string, reason: string) {
    super(`${cid} is not a CID of content: ${reason}`, { cid });
  }
}

/** A digest stands for no content. */
export class InvalidDigestError extends TallystickError<{ digest: string }> {
  override name = 'InvalidDigestError';
  constructor(digest: string, reason: string) {
    super(`${digest} is not a digest of content: ${reason}`, { digest });
  }
}

/** A URI does not name content as `ipfs://<cid>`. */
export class InvalidContentUriError extends TallystickError<{ uri: string }> {
  override name = 'InvalidContentUriError';
  constructor(uri: string) {
    super(`${uri} is not a URI of content: it must be ipfs:// and a CID, and nothing after it`, { uri });
  }
}

/** The content is not what the CID stands for. */
export class ContentMismatchError extends TallystickError<{ actual: string; expected: string }> {
  override name = 'ContentMismatchError';
  constructor(actual: string, expected: string) {
    super(`the content's CID is ${actual}; it must be ${expected}`, { actual, expected });
  }
}

/** A folder holds something that a CID would not cover as one expects. */
export class UnsupportedEntryError extends TallystickError<{ path: string }> {
  override name = 'UnsupportedEntryError';
  constructor(path: string, reason: string) {
    super(`${path} is ${reason}`, { path });
  }
}
