import { type Address, type Client, type Hex, keccak256, type LocalAccount } from 'viem';
import { type FixedRequest, fixRequest, send } from '../payer/request.ts';
import type { LicenseDomain } from '../protocol/license/index.ts';
import { hashReceipt, licensedRequestTypedData, signedUrl } from '../protocol/license/receipts.ts';
import {
  licenseReceiptHeader,
  licenseReceiptsPath,
  licenseRequestHeader,
  licenseUsageHeader,
  type SignedReceipt,
} from '../protocol/license/wire.ts';
import { encodeHeader } from '../protocol/x402/index.ts';
import { createUsageCount } from './count.ts';
import { NotServedError } from './fetchErrors.ts';
import { ReceiptSource, randomNonce } from './receiptSource.ts';
import { type Refusal, readRefusal } from './refusal.ts';

/** How often one request is signed, at most. */
const maxAttempts = 4;

type Result = { receipt: SignedReceipt; response: Response; refusal: Refusal | undefined };

/** Who calls, and by which licence. */
export type LicensedFetchOptions = LicenseDomain & {
  /** The holder: the licensee's own key, or a seat's. */
  account: LocalAccount;
  /** Who is licensed. Default: the account. */
  licensee?: Address | undefined;
  modelId: Hex;
  /** Where receipts are issued. Default: `/v1/license-receipts` of the server that is called. */
  issuerUrl?: string | URL | undefined;
  /**
   * Reads the chain, to check what a server counts. Only where uses are counted, and the chain or another seat has counted
   * some.
   */
  client?: Client | undefined;
  /** By default the global `fetch`. */
  fetch?: typeof fetch | undefined;
};

/**
 * As the global `fetch`, for callers who hold a licence. Where uses are counted, one request after the other.
 *
 * @throws {LicensedFetchError} one of its subclasses.
 */
export type LicensedFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * A `fetch` for a licensed model. It gets a receipt when it has none or the last is about to end, and signs each request and,
 * where uses are counted, a usage voucher. A use whose answer is lost on the way may be counted all the same.
 *
 * @example
 * const licensedFetch = createLicensedFetch({ account: seat, licensee, modelId, chainId, license })
 * const response = await licensedFetch('https://models.example/v1/classifications', {
 *   method: 'POST',
 *   headers: { 'content-type': 'application/json' },
 *   body: JSON.stringify({ input: 'Guten Morgen, wie geht es Ihnen?' }),
 * })
 */
export function createLicensedFetch(options: LicensedFetchOptions): LicensedFetch {
  const { account, chainId, license, client, licensee = account.address } = options;
  const modelId = options.modelId.toLowerCase() as Hex;
  const domain = { chainId, license };
  const fetchFunction = options.fetch ?? fetch;
  const count = createUsageCount({ domain, modelId, licensee, account, client });
  const sources = new Map<string, ReceiptSource>();

  const sourceOf = (requestUrl: string): ReceiptSource => {
    const url = new URL(options.issuerUrl ?? licenseReceiptsPath, requestUrl);
    const known = sources.get(url.href);
    if (known) return known;
    const source = new ReceiptSource({ url, domain, modelId, licensee, account, fetch: fetchFunction });
    sources.set(url.href, source);
    return source;
  };

  const signed = async (request: FixedRequest, receipt: SignedReceipt, expiresAt: bigint) => {
    const { method, body } = request;
    const signing = { method, url: signedUrl(request.url), bodyHash: keccak256(body), expiresAt, nonce: randomNonce() };
    const receiptHash = hashReceipt(domain, receipt.receipt);
    const signature = await account.signTypedData(licensedRequestTypedData(domain, { ...signing, receiptHash }));
    return {
      [licenseReceiptHeader]: encodeHeader(receipt),
      [licenseRequestHeader]: encodeHeader({ ...signing, signature }),
    };
  };

  const sendPlain = async (request: FixedRequest, source: ReceiptSource, receipt: SignedReceipt): Promise<Result> => {
    const response = await send(fetchFunction, request, await signed(request, receipt, source.expiry()));
    return { receipt, response, refusal: await readRefusal(response) };
  };

  /** Sends it with a usage voucher, and notes what became of the voucher. */
  const sendCounted = async (request: FixedRequest, source: ReceiptSource): Promise<Result> => {
    const receipt = await source.current();
    if (receipt.receipt.uses === 0n) return sendPlain(request, source, receipt);
    const voucher = await count.next(receipt.receipt);
    const headers = await signed(request, receipt, source.expiry());
    let response: Response;
    try {
      response = await send(fetchFunction, request, { ...headers, [licenseUsageHeader]: encodeHeader(voucher) });
    } catch (error) {
      count.lost(voucher.cumulativeUses);
      throw error;
    }
    const refusal = await readRefusal(response);
    if (response.ok) count.answered(voucher.cumulativeUses);
    else if (!refusal) count.lost(voucher.cumulativeUses);
    return { receipt, response, refusal };
  };

  let last: Promise<unknown> = Promise.resolve();
  /** One at a time: each voucher counts one use more than the one before. */
  const inTurn = (task: () => Promise<Result>): Promise<Result> => {
    const mine = last.then(task, task);
    last = mine;
    return mine;
  };

  /** Whether the next attempt may do better. */
  const learn = async (
    receipt: SignedReceipt,
    { type, required }: Refusal,
    source: ReceiptSource,
  ): Promise<boolean> => {
    switch (type) {
      case 'receipt_expired':
      case 'uses_exhausted':
        source.forget(receipt);
        return true;
      case 'request_expired':
      case 'request_too_long':
        source.setTime(required.now);
        return true;
      case 'usage_out_of_step':
        return count.learn(required.usage);
      default:
        return false;
    }
  };

  return async (input, init) => {
    const request = await fixRequest(input, init);
    const source = sourceOf(request.url);
    for (let attempt = 1; ; attempt += 1) {
      const shown = await source.current();
      const { receipt, response, refusal } = await (shown.receipt.uses === 0n
        ? sendPlain(request, source, shown)
        : inTurn(() => sendCounted(request, source)));
      if (!refusal) return response;
      const { status, type, message } = refusal;
      const again = attempt < maxAttempts && (await learn(receipt, refusal, source));
      if (!again) throw new NotServedError(status, type, message);
    }
  };
}
