import { CID } from 'multiformats/cid';
import { create } from 'multiformats/hashes/digest';
import { bytesToHex, type Hex, hexToBytes, size } from 'viem';
import { ContentMismatchError, InvalidCidError, InvalidContentUriError, InvalidDigestError } from './errors.ts';

const sha256Code = 0x12;
const digestLength = 32;
const codecs = { raw: 0x55, 'dag-pb': 0x70 } as const;
const uriScheme = 'ipfs://';

/** How the root block is written: `raw` for one file of at most 1 MiB, `dag-pb` for a larger file or a folder. */
export type ContentCodec = keyof typeof codecs;

function parseCid(text: string): CID {
  let cid: CID;
  try {
    cid = CID.parse(text);
  } catch {
    throw new InvalidCidError(text, 'it cannot be read');
  }
  if (cid.version !== 1) throw new InvalidCidError(text, `its version is ${cid.version}; it must be 1`);
  if (!Object.values<number>(codecs).includes(cid.code)) {
    throw new InvalidCidError(text, `its codec is 0x${cid.code.toString(16)}; it must be raw or dag-pb`);
  }
  const { code, digest } = cid.multihash;
  if (code !== sha256Code || digest.length !== digestLength) {
    throw new InvalidCidError(text, `its hash is 0x${code.toString(16)}; it must be sha2-256`);
  }
  if (cid.toString() !== text) throw new InvalidCidError(text, `it must be written as ${cid}`);
  return cid;
}

/** Throws {@link InvalidCidError} unless {@link digestOf} takes it. */
export function requireCid(cid: string): void {
  parseCid(cid);
}

/**
 * The SHA-256 digest in a CID: what `ModelLicense` records as `contentDigest`.
 *
 * @throws {InvalidCidError} unless it is of version 1, in base32, `raw` or `dag-pb`, with sha2-256.
 *
 * @example
 * import { digestOf } from 'tallystick/content'
 *
 * const contentDigest = digestOf('bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e')
 */
export function digestOf(cid: string): Hex {
  return bytesToHex(parseCid(cid).multihash.digest);
}

/**
 * How the root block of a CID is written; with it, {@link cidOf} gives the CID back.
 *
 * @throws {InvalidCidError}
 */
export function codecOf(cid: string): ContentCodec {
  return parseCid(cid).code === codecs.raw ? 'raw' : 'dag-pb';
}

/**
 * The CID of a digest. The digest alone does not tell the codec: it is part of `ipfs://<cid>`, the model's URI.
 *
 * @throws {InvalidDigestError} if it has not 32 bytes, or is zero, which stands for no content.
 */
export function cidOf(digest: Hex, codec: ContentCodec): string {
  if (size(digest) !== digestLength) {
    throw new InvalidDigestError(digest, `it has ${size(digest)} bytes; it must have ${digestLength}`);
  }
  const bytes = hexToBytes(digest);
  if (bytes.every((byte) => byte === 0)) throw new InvalidDigestError(digest, 'zero stands for no content');
  return CID.createV1(codecs[codec], create(sha256Code, bytes)).toString();
}

/**
 * `ipfs://<cid>`: what `ModelLicense` records as `modelURI`.
 *
 * @throws {InvalidCidError}
 */
export function uriOf(cid: string): string {
  return `${uriScheme}${parseCid(cid)}`;
}

/**
 * The CID in `ipfs://<cid>`.
 *
 * @throws {InvalidContentUriError} if it is another URI, or one with a path: the digest is that of the root.
 * @throws {InvalidCidError}
 */
export function cidOfUri(uri: string): string {
  const cid = uri.slice(uriScheme.length);
  if (!uri.startsWith(uriScheme) || !/^[A-Za-z0-9]+$/.test(cid)) throw new InvalidContentUriError(uri);
  return parseCid(cid).toString();
}

/** What the chain has of a model's content. */
export type PublishedContent = { modelURI: string; contentDigest: Hex };

/**
 * The CID of a published model, of which URI and digest must be those of the same content.
 *
 * @throws {ContentMismatchError} if they are not; it names both CIDs.
 * @throws {InvalidDigestError} if the model has no digest.
 * @throws {InvalidContentUriError}
 * @throws {InvalidCidError}
 */
export function cidOfModel({ modelURI, contentDigest }: PublishedContent): string {
  const named = cidOfUri(modelURI);
  const recorded = cidOf(contentDigest, codecOf(named));
  if (named !== recorded) throw new ContentMismatchError(named, recorded);
  return named;
}
