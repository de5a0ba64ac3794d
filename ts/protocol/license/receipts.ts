import { type Address, type Hex, hashTypedData } from 'viem';
import { type LicenseDomain, licenseDomain } from './typedData.ts';

/**
 * An issuer's word that `holder` might use a model when it looked. Servers that trust the issuer check it without a call to
 * the chain; it is worth nothing without the holder's key, which signs each request.
 */
export type LicenseReceipt = {
  modelId: Hex;
  /** Who is licensed. */
  licensee: Address;
  /** Who may use it: the licensee itself, or a seat of it. An ECDSA key. */
  holder: Address;
  /** Unix seconds, in the chain's time. */
  issuedAt: bigint;
  /** Unix seconds, in the chain's time; not valid at this time or later. */
  expiresAt: bigint;
  /** Uses that the chain had metered by then. */
  meteredUses: bigint;
  /**
   * How many uses above `meteredUses` vouchers may claim. Zero while the licence's term runs: then none are counted and no
   * voucher is needed.
   */
  uses: bigint;
};

/** What a holder asks an issuer for. Who the holder is follows from the signature. */
export type ReceiptRequest = {
  modelId: Hex;
  licensee: Address;
  /** The issuer's host, with its port if it is not the scheme's own, as in the URL that is called. */
  host: string;
  /** Unix seconds; not valid at this time or later. */
  expiresAt: bigint;
  /** Used once. */
  nonce: Hex;
};

/** One request to a model's server, which its holder signs, so that a receipt alone is worth nothing. */
export type LicensedRequest = {
  /** {@link hashReceipt} of the receipt that is shown with it. */
  receiptHash: Hex;
  /** In upper case. */
  method: string;
  /** Host, path and query, without the scheme: `models.example/v1/classifications`. */
  url: string;
  /** `keccak256` of the body's bytes. */
  bodyHash: Hex;
  /** Unix seconds; not valid at this time or later. */
  expiresAt: bigint;
  /** Used once. */
  nonce: Hex;
};

/** The EIP-712 types of what is signed between a holder and a model's server. The contract takes none of them. */
export const receiptTypes = {
  LicenseReceipt: [
    { name: 'modelId', type: 'bytes32' },
    { name: 'licensee', type: 'address' },
    { name: 'holder', type: 'address' },
    { name: 'issuedAt', type: 'uint64' },
    { name: 'expiresAt', type: 'uint64' },
    { name: 'meteredUses', type: 'uint64' },
    { name: 'uses', type: 'uint64' },
  ],
  ReceiptRequest: [
    { name: 'modelId', type: 'bytes32' },
    { name: 'licensee', type: 'address' },
    { name: 'host', type: 'string' },
    { name: 'expiresAt', type: 'uint64' },
    { name: 'nonce', type: 'bytes32' },
  ],
  LicensedRequest: [
    { name: 'receiptHash', type: 'bytes32' },
    { name: 'method', type: 'string' },
    { name: 'url', type: 'string' },
    { name: 'bodyHash', type: 'bytes32' },
    { name: 'expiresAt', type: 'uint64' },
    { name: 'nonce', type: 'bytes32' },
  ],
} as const;

/** What an issuer signs. */
export function licenseReceiptTypedData(parameters: LicenseDomain, receipt: LicenseReceipt) {
  const { modelId, licensee, holder, issuedAt, expiresAt, meteredUses, uses } = receipt;
  return {
    domain: licenseDomain(parameters),
    types: { LicenseReceipt: receiptTypes.LicenseReceipt },
    primaryType: 'LicenseReceipt',
    message: { modelId, licensee, holder, issuedAt, expiresAt, meteredUses, uses },
  } as const;
}

/** What a holder signs to be given a receipt. */
export function receiptRequestTypedData(parameters: LicenseDomain, request: ReceiptRequest) {
  const { modelId, licensee, host, expiresAt, nonce } = request;
  return {
    domain: licenseDomain(parameters),
    types: { ReceiptRequest: receiptTypes.ReceiptRequest },
    primaryType: 'ReceiptRequest',
    message: { modelId, licensee, host, expiresAt, nonce },
  } as const;
}

/** What a holder signs with each request. */
export function licensedRequestTypedData(parameters: LicenseDomain, request: LicensedRequest) {
  const { receiptHash, method, url, bodyHash, expiresAt, nonce } = request;
  return {
    domain: licenseDomain(parameters),
    types: { LicensedRequest: receiptTypes.LicensedRequest },
    primaryType: 'LicensedRequest',
    message: { receiptHash, method, url, bodyHash, expiresAt, nonce },
  } as const;
}

/** The EIP-712 digest of a receipt. */
export function hashReceipt(parameters: LicenseDomain, receipt: LicenseReceipt): Hex {
  return hashTypedData(licenseReceiptTypedData(parameters, receipt));
}

/** A URL as {@link LicensedRequest} names it. */
export function signedUrl(url: string | URL): string {
  const { host, pathname, search } = new URL(url);
  return `${host}${pathname}${search}`;
}
