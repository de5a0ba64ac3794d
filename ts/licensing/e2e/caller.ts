import { type Hex, keccak256, type LocalAccount, toBytes } from 'viem';
import { type LicenseDomain, usageVoucherTypedData } from '../../protocol/license/index.ts';
import {
  hashReceipt,
  type LicensedRequest,
  type LicenseReceipt,
  licensedRequestTypedData,
  licenseReceiptTypedData,
} from '../../protocol/license/receipts.ts';
import {
  type LicenseRequired,
  licenseReceiptHeader,
  licenseRequestHeader,
  licenseRequiredHeader,
  licenseRequiredSchema,
  licenseUsageHeader,
  type SignedReceipt,
} from '../../protocol/license/wire.ts';
import { decodeHeader, encodeHeader } from '../../protocol/x402/index.ts';
import { randomNonce } from '../receiptSource.ts';

/** What a test's caller sends; what is left out is as it should be. */
export type CallParts = {
  method?: string;
  /** Path and query. */
  path?: string;
  body?: string;
  /** Changed before the issuer signs. */
  receipt?: Partial<LicenseReceipt>;
  /** Changed after the issuer signed. */
  shown?: Partial<SignedReceipt>;
  issuer?: LocalAccount;
  /** Changed before the holder signs. */
  request?: Partial<LicensedRequest>;
  /** Who signs the request. */
  signer?: LocalAccount;
  /** Added to a request that is otherwise complete, or taken out of it by `undefined`. */
  headers?: Record<string, string | undefined>;
};

/** Whom and what the requests of a test are for. */
export type CallDefaults = {
  domain: LicenseDomain;
  /** Where the server listens. */
  url: string;
  /** What the server is called. */
  host: string;
  receipt: LicenseReceipt;
  issuer: LocalAccount;
  holder: LocalAccount;
  now: () => bigint;
};

/** The two headers of a licensed request. */
export async function licenseHeaders(defaults: CallDefaults, parts: CallParts): Promise<Record<string, string>> {
  const { domain, host, now } = defaults;
  const { method = 'POST', path = '/v1/answers', body = '' } = parts;
  const receipt = { ...defaults.receipt, ...parts.receipt };
  const signature = await (parts.issuer ?? defaults.issuer).signTypedData(licenseReceiptTypedData(domain, receipt));
  const request: LicensedRequest = {
    receiptHash: hashReceipt(domain, receipt),
    method,
    url: `${host}${path}`,
    bodyHash: keccak256(toBytes(body)),
    expiresAt: now() + 60n,
    nonce: randomNonce(),
    ...parts.request,
  };
  const { receiptHash: _receiptHash, ...sent } = request;
  const holder = parts.signer ?? defaults.holder;
  return {
    [licenseReceiptHeader]: encodeHeader({ ...domain, receipt, signature, ...parts.shown }),
    [licenseRequestHeader]: encodeHeader({
      ...sent,
      signature: await holder.signTypedData(licensedRequestTypedData(domain, request)),
    }),
  };
}

/** Sends a licensed request with whatever `parts` change. */
export async function call(defaults: CallDefaults, parts: CallParts = {}): Promise<Response> {
  const { method = 'POST', path = '/v1/answers', body } = parts;
  const headers = new Headers(await licenseHeaders(defaults, parts));
  for (const [name, value] of Object.entries(parts.headers ?? {})) {
    if (value === undefined) headers.delete(name);
    else headers.set(name, value);
  }
  return fetch(`${defaults.url}${path}`, { method, headers, ...(body !== undefined && { body }) });
}

/** A `LICENSE-USAGE` header. */
export async function usageHeader(
  { domain, receipt, holder }: CallDefaults,
  cumulativeUses: bigint,
  signer: LocalAccount = holder,
): Promise<Record<string, string>> {
  const { modelId, licensee } = receipt;
  const typedData = usageVoucherTypedData(domain, { modelId, licensee, cumulativeUses });
  return { [licenseUsageHeader]: encodeHeader({ cumulativeUses, signature: await signer.signTypedData(typedData) }) };
}

/** What a refusal says: its status and type, and what its header tells. */
export async function refusalOf(
  response: Response,
): Promise<{ status: number; type: string; message: string; required: LicenseRequired }> {
  const { error } = await response.json();
  const required = licenseRequiredSchema.parse(decodeHeader(response.headers.get(licenseRequiredHeader) ?? ''));
  return { status: response.status, ...error, required };
}

/** The twin of a signature with a high `s`, which recovers to the same key. */
export function twinOf(signature: Hex): Hex {
  const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
  const s = (order - BigInt(`0x${signature.slice(66, 130)}`)).toString(16).padStart(64, '0');
  return `${signature.slice(0, 66)}${s}${signature.endsWith('1b') ? '1c' : '1b'}` as Hex;
}
