import { type ImporterOptions, importer } from 'ipfs-unixfs-importer';
import type { Hex } from 'viem';
import { digestOf, requireCid, uriOf } from './cid.ts';
import { ContentMismatchError } from './errors.ts';
import { type ContentSource, candidatesOf } from './source.ts';

/**
 * How content becomes a CID: IPIP-0499's profile `unixfs-v1-2025`. CID version 1 in base32, sha2-256, chunks of 1 MiB, raw
 * leaves, a balanced tree of at most 1,024 links a node, folders of more than 256 KiB sharded by 256; no modes, no times.
 * `ipfs add -r --only-hash` gives the same after `ipfs config profile apply unixfs-v1-2025` (Kubo 0.40).
 */
export const contentProfile = 'unixfs-v1-2025';

/** Blocks are hashed as they come and not kept, so that memory does not grow with the content. */
const forget = { put: async <Key>(cid: Key) => cid };

/** What names content on chain, in the fields of `publishModel`. */
export type ContentAddress = {
  cid: string;
  /** `ipfs://<cid>` */
  modelURI: string;
  /** The SHA-256 digest in the CID. */
  contentDigest: Hex;
};

/** Content to address. */
export type AddressContentParameters = ContentSource & {
  /** Called with the bytes that were hashed so far, after each MiB. */
  onProgress?: (bytes: bigint) => void;
};

function optionsOf(onProgress: ((bytes: bigint) => void) | undefined): ImporterOptions {
  let bytes = 0n;
  return {
    profile: contentProfile,
    fileImportConcurrency: 1,
    blockWriteConcurrency: 1,
    onProgress: (event) => {
      if (event.type !== 'unixfs:importer:progress:file:read') return;
      bytes += event.detail.chunkSize;
      onProgress?.(bytes);
    },
  };
}

/**
 * The address of a file or folder, by {@link contentProfile}. It is read as a stream, of which a few MiB are in memory.
 *
 * @throws {UnsupportedEntryError} if a folder holds a link, a hidden entry that nothing was said about, or the like.
 *
 * @example
 * import { addressContent } from 'tallystick/content'
 *
 * const { cid, modelURI, contentDigest } = await addressContent({ path: 'models/classifier' })
 */
export async function addressContent({ onProgress, ...source }: AddressContentParameters): Promise<ContentAddress> {
  let cid = '';
  for await (const entry of importer(candidatesOf(source), forget, optionsOf(onProgress))) cid = entry.cid.toString();
  return { cid, modelURI: uriOf(cid), contentDigest: digestOf(cid) };
}

/**
 * Checks that a file, folder or stream is what a CID stands for. Only a CID that was made by {@link contentProfile} can be
 * verified: others chunk the same bytes in other ways.
 *
 * @throws {ContentMismatchError} if it is not; it names both CIDs.
 * @throws {InvalidCidError} before anything is read.
 *
 * @example
 * import { cidOfModel, verifyContent } from 'tallystick/content'
 *
 * await verifyContent({ path: 'models/classifier', cid: cidOfModel({ modelURI, contentDigest }) })
 */
export async function verifyContent({ cid, ...source }: AddressContentParameters & { cid: string }): Promise<void> {
  requireCid(cid);
  const { cid: actual } = await addressContent(source);
  if (actual !== cid) throw new ContentMismatchError(actual, cid);
}
