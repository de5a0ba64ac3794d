import { type Address, type Hex, keccak256, stringToBytes } from 'viem';

/** Bytes of a wrapped key; the contract's `WRAPPED_KEY_BYTES`. */
export const wrappedKeyBytes = 80;

/** A grant as an owner makes it, with its texts; `IAccessGrants.Grant` in Solidity has their hashes. */
export type AccessGrant = {
  /** Who may read. */
  researcher: Address;
  datasetId: Hex;
  /** Unix seconds; not live at this time or later. 64 bits. */
  expiry: bigint;
  /** The dataset's epoch. 32 bits. */
  epoch: number;
  /** The version that this grant creates: one above the present. 32 bits. */
  version: number;
  /** What the data may be used for. */
  purpose: string;
  /** What the researcher accepts. */
  terms: string;
  /** The data's key for the researcher, {@link wrappedKeyBytes} long, or `0x`. */
  wrappedKey: Hex;
};

/** A grant as the contract takes it: the texts by their hashes. */
export type GrantStruct = Omit<AccessGrant, 'purpose' | 'terms'> & { purposeHash: Hex; termsHash: Hex };

/**
 * The hash by which the contract names a purpose or terms: `keccak256` of the text's UTF-8 bytes, which is also how EIP-712
 * encodes a `string`.
 */
export function textHash(text: string): Hex {
  return keccak256(stringToBytes(text));
}

/** The grant as the contract takes it. */
export function toGrantStruct(grant: AccessGrant): GrantStruct {
  const { researcher, datasetId, expiry, epoch, version, purpose, terms, wrappedKey } = grant;
  const hashes = { purposeHash: textHash(purpose), termsHash: textHash(terms) };
  return { researcher, datasetId, expiry, epoch, version, ...hashes, wrappedKey };
}
