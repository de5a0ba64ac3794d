import { type Address, getAddress, type Hex, hashTypedData, keccak256 } from 'viem';
import { parseHeader } from '../gateway/header.ts';
import type { LicenseDomain } from '../protocol/license/index.ts';
import { hashReceipt, type LicenseReceipt, licensedRequestTypedData } from '../protocol/license/receipts.ts';
import {
  licenseReceiptHeader,
  licenseRequestHeader,
  maxLicenseHeaderCharacters,
  type SignedReceipt,
  type SignedRequest,
  signedReceiptSchema,
  signedRequestSchema,
} from '../protocol/license/wire.ts';
import type { Clock } from './clock.ts';
import { LicenseRefusedError } from './errors.ts';
import { requireCurrent } from './period.ts';
import type { ReplayStore } from './replay.ts';
import { signerOf } from './signatures.ts';

/** A request as it arrived. */
export type ArrivedRequest = {
  method: string;
  /** Host, path and query, as callers name them. */
  url: string;
  /** The value of a header, by its name. */
  header: (name: string) => string | undefined;
  /** Called once all is right that the headers say. */
  readBody: () => Promise<Uint8Array>;
};

/** Which receipts a server takes. */
export type ReceiptPolicy = LicenseDomain & {
  modelId: Hex;
  /** Whose receipts it takes. */
  issuers: readonly Address[];
  clock: Clock;
  replay: ReplayStore;
  /** The longest life of a receipt that it takes. Default: 600. */
  maxReceiptSeconds?: number | undefined;
};

/** Checks one request after the other. */
export type RequestVerifier = {
  /**
   * The receipt that a request shows, once all is checked but for usage vouchers. No call to the chain.
   *
   * @throws {LicenseRefusedError} 402 without receipt or signature, 403 if one does not fit, 409 if it was used before.
   * @throws {GatewayError} 400 and 431 if a header cannot be read.
   */
  verify: (request: ArrivedRequest) => Promise<LicenseReceipt>;
};

function required(request: ArrivedRequest, name: string): string {
  const value = request.header(name);
  if (value !== undefined) return value;
  throw new LicenseRefusedError(402, 'license_required', `${name} header is required`);
}

/** Each of these headers has the same limits. */
export function licenseHeaderRule(name: string) {
  return { name, maxCharacters: maxLicenseHeaderCharacters, subject: 'license' };
}

/** Throws unless `actual` is `expected`; the message names both. */
function requireSame(type: string, subject: string, actual: unknown, expected: unknown): void {
  if (actual === expected) return;
  throw new LicenseRefusedError(403, type, `${subject} is ${actual}; it must be ${expected}`);
}

/** A verifier for one model. */
export function createRequestVerifier(policy: ReceiptPolicy): RequestVerifier {
  const { chainId, clock, replay, maxReceiptSeconds = 600 } = policy;
  const license = getAddress(policy.license);
  const domain = { chainId, license };
  const issuers = new Set(policy.issuers.map((issuer) => getAddress(issuer)));

  const requireGoodReceipt = async ({ chainId: chain, license: contract, receipt, signature }: SignedReceipt) => {
    requireSame('license_mismatch', "the receipt's chainId", chain, chainId);
    requireSame('license_mismatch', "the receipt's license", contract, license);
    requireSame('license_mismatch', "the receipt's modelId", receipt.modelId, policy.modelId.toLowerCase());
    const now = clock.now();
    if (receipt.expiresAt <= now) {
      throw new LicenseRefusedError(
        403,
        'receipt_expired',
        `the receipt expired at ${receipt.expiresAt}; it is ${now}`,
      );
    }
    if (receipt.expiresAt > receipt.issuedAt + BigInt(maxReceiptSeconds)) {
      const message = `the receipt lives ${receipt.expiresAt - receipt.issuedAt} seconds; the limit is ${maxReceiptSeconds}`;
      throw new LicenseRefusedError(403, 'receipt_too_long', message);
    }
    const issuer = await signerOf(hashReceipt(domain, receipt), signature);
    if (issuer !== undefined && issuers.has(issuer)) return;
    const message = `the receipt is signed by ${issuer ?? 'nobody'}, whose receipts this server does not take`;
    throw new LicenseRefusedError(403, 'issuer_unknown', message);
  };

  const requireHolder = async ({ signature, ...signed }: SignedRequest, receipt: LicenseReceipt) => {
    const request = { ...signed, receiptHash: hashReceipt(domain, receipt) };
    const signer = await signerOf(hashTypedData(licensedRequestTypedData(domain, request)), signature);
    if (signer === receipt.holder) return;
    const message = `${licenseRequestHeader} is not signed by ${receipt.holder} for this receipt`;
    throw new LicenseRefusedError(403, 'signature_invalid', message);
  };

  return {
    verify: async (arrived) => {
      const shown = required(arrived, licenseReceiptHeader);
      const signed = required(arrived, licenseRequestHeader);
      const signedReceipt = parseHeader(shown, {
        ...licenseHeaderRule(licenseReceiptHeader),
        schema: signedReceiptSchema,
      });
      const request = parseHeader(signed, { ...licenseHeaderRule(licenseRequestHeader), schema: signedRequestSchema });
      const { receipt } = signedReceipt;
      await requireGoodReceipt(signedReceipt);
      requireCurrent(licenseRequestHeader, request.expiresAt, clock.now());
      requireSame('request_changed', 'the signed method', request.method, arrived.method);
      requireSame('request_changed', 'the signed url', request.url, arrived.url);
      await requireHolder(request, receipt);
      requireSame('request_changed', 'the signed bodyHash', request.bodyHash, keccak256(await arrived.readBody()));
      if (!(await replay.use(`${receipt.holder}:${request.nonce}`, request.expiresAt, clock.now()))) {
        throw new LicenseRefusedError(409, 'request_replayed', `nonce ${request.nonce} was used before`);
      }
      return receipt;
    },
  };
}
