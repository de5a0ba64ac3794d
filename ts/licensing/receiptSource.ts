import { type Address, bytesToHex, type Hex, isAddressEqual, type LocalAccount } from 'viem';
import type { LicenseDomain } from '../protocol/license/index.ts';
import { receiptRequestTypedData } from '../protocol/license/receipts.ts';
import { type SignedReceipt, signedReceiptSchema } from '../protocol/license/wire.ts';
import { describeIssue, encodeJson } from '../protocol/x402/index.ts';
import { type Clock, createChainClock } from './clock.ts';
import { NotServedError, ReceiptInvalidError } from './fetchErrors.ts';
import { type Refusal, readRefusal } from './refusal.ts';

/** How long what is signed for one use is good for. */
const requestSeconds = 60n;
/** A receipt is renewed this long before it ends, or a fifth of its life if that is less. */
const renewSeconds = 15n;
/** Refusals that say that the two clocks differ. */
const clockTypes: readonly string[] = ['request_expired', 'request_too_long'];

type ReceiptSourceOptions = {
  /** Where receipts are issued. */
  url: URL;
  domain: LicenseDomain;
  modelId: Hex;
  licensee: Address;
  account: LocalAccount;
  fetch: typeof fetch;
};

/** What a holder signs for one use must not be signed again. */
export function randomNonce(): Hex {
  return bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
}

/** When to ask for the next receipt. */
function renewAt({ receipt: { issuedAt, expiresAt } }: SignedReceipt): bigint {
  const margin = (expiresAt - issuedAt) / 5n;
  return expiresAt - (margin < renewSeconds ? margin : renewSeconds);
}

/** The receipts of one issuer, and its time. */
export class ReceiptSource {
  readonly #options: ReceiptSourceOptions;
  #clock: Clock = createChainClock(BigInt(Math.floor(Date.now() / 1_000)));
  #current: { promise: Promise<SignedReceipt>; receipt?: SignedReceipt } | undefined;

  constructor(options: ReceiptSourceOptions) {
    this.#options = options;
  }

  /** When what is signed now should expire, in the issuer's time. */
  expiry(): bigint {
    return this.#clock.now() + requestSeconds;
  }

  /** A receipt that does not end yet: the one before, or a new one. */
  async current(): Promise<SignedReceipt> {
    const known = this.#current?.receipt;
    if (this.#current && !(known && this.#clock.now() >= renewAt(known))) return this.#current.promise;
    const fresh: { promise: Promise<SignedReceipt>; receipt?: SignedReceipt } = { promise: this.#request() };
    this.#current = fresh;
    try {
      fresh.receipt = await fresh.promise;
      return fresh.receipt;
    } catch (error) {
      if (this.#current === fresh) this.#current = undefined;
      throw error;
    }
  }

  /** The server does not take this receipt any more. */
  forget(receipt: SignedReceipt): void {
    if (this.#current?.receipt === receipt) this.#current = undefined;
  }

  /** The server's time is this, in unix seconds. */
  setTime(now: bigint): void {
    this.#clock = createChainClock(now);
  }

  async #request(): Promise<SignedReceipt> {
    const first = await this.#ask();
    if (!('required' in first)) return first;
    if (!clockTypes.includes(first.type)) throw new NotServedError(first.status, first.type, first.message);
    this.setTime(first.required.now);
    const second = await this.#ask();
    if ('required' in second) throw new NotServedError(second.status, second.type, second.message);
    return second;
  }

  async #ask(): Promise<SignedReceipt | Refusal> {
    const { url, domain, modelId, licensee, account } = this.#options;
    const request = { modelId, licensee, host: url.host, expiresAt: this.expiry(), nonce: randomNonce() };
    const signature = await account.signTypedData(receiptRequestTypedData(domain, request));
    const response = await this.#options.fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: encodeJson({ ...request, holder: account.address, signature }),
      redirect: 'error',
    });
    return (await readRefusal(response)) ?? this.#read(response);
  }

  async #read(response: Response): Promise<SignedReceipt> {
    const text = await response.text();
    if (!response.ok) throw new ReceiptInvalidError(`the issuer answered ${response.status}: ${text.slice(0, 200)}`);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (cause) {
      throw new ReceiptInvalidError('the receipt is not JSON', { cause });
    }
    const parsed = signedReceiptSchema.safeParse(value);
    if (!parsed.success) throw new ReceiptInvalidError(`the receipt: ${describeIssue(parsed.error)}`);
    this.#requireAsked(parsed.data);
    this.setTime(parsed.data.receipt.issuedAt);
    return parsed.data;
  }

  #requireAsked({ chainId, license, receipt }: SignedReceipt): void {
    const { domain, modelId, licensee, account } = this.#options;
    const right =
      chainId === domain.chainId &&
      isAddressEqual(license, domain.license) &&
      receipt.modelId === modelId &&
      isAddressEqual(receipt.licensee, licensee) &&
      isAddressEqual(receipt.holder, account.address);
    if (!right) throw new ReceiptInvalidError('the receipt is not for this holder, licensee, model and contract');
  }
}
