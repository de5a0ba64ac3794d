import { type Address, type Client, type Hex, hashTypedData, type LocalAccount } from 'viem';
import { GatewayError } from '../gateway/errors.ts';
import { isInTerm, type LicenseDomain } from '../protocol/license/index.ts';
import { type LicenseReceipt, licenseReceiptTypedData, receiptRequestTypedData } from '../protocol/license/receipts.ts';
import type { SignedReceipt, SignedReceiptRequest } from '../protocol/license/wire.ts';
import { type Entitlement, readEntitlement } from './chain.ts';
import type { ChainClock, Clock } from './clock.ts';
import { LicenseRefusedError } from './errors.ts';
import { type Host, hostOf } from './host.ts';
import { requireCurrent } from './period.ts';
import type { ReplayStore } from './replay.ts';
import { signerOf } from './signatures.ts';

/** What an issuer needs. */
export type LicenseIssuerOptions = LicenseDomain & {
  /** The chain's RPC. */
  client: Client;
  /** The model that receipts are issued for. */
  modelId: Hex;
  /** Signs the receipts. Servers name its address among the issuers that they trust. */
  account: LocalAccount;
  /** What callers call this server, with its port if it is not the scheme's own: `models.example`. */
  host: Host;
  clock: ChainClock;
  replay: ReplayStore;
  /** How long a receipt is good for, at most. Default: 300. */
  receiptSeconds?: number | undefined;
  /**
   * How many uses a licensee may be ahead of what the chain has metered. This much work is lost to a licensee whose vouchers
   * cannot be redeemed: it took the seat back that signed them. Default: 1,000.
   */
  maxPendingUses?: bigint | undefined;
  /** Reads of the chain at one time; more are told to come back. Default: 8. */
  maxLookups?: number | undefined;
};

/** What a receipt is for, and whose time counts. */
export type LicenseTerms = LicenseDomain & { modelId: Hex; clock: Clock };

/** Gives receipts to holders. */
export type LicenseIssuer = {
  terms: LicenseTerms;
  /** Who signs. */
  address: Address;
  /**
   * A receipt for the holder that asks, by what the chain says now.
   *
   * @throws {LicenseRefusedError} 403 if the request is not for this issuer, not the holder's or expired, or if the holder
   *   has no live licence; 409 if it was used before.
   * @throws {GatewayError} 503 if the chain cannot be read, 429 if it is being read too often.
   */
  issue: (request: SignedReceiptRequest) => Promise<SignedReceipt>;
};

function min(values: readonly bigint[]): bigint {
  return values.reduce((least, value) => (value < least ? value : least));
}

/** An issuer of receipts for one model. */
export function createLicenseIssuer(options: LicenseIssuerOptions): LicenseIssuer {
  const { client, chainId, license, account, clock, replay } = options;
  const { receiptSeconds = 300, maxPendingUses = 1_000n, maxLookups = 8 } = options;
  const domain = { chainId, license };
  const modelId = options.modelId.toLowerCase() as Hex;
  const host = hostOf(options.host);
  let lookups = 0;

  const requireForUs = (request: SignedReceiptRequest) => {
    const wanted = { modelId: [request.modelId, modelId], host: [request.host, host()] };
    for (const [field, [actual, required]] of Object.entries(wanted)) {
      if (actual === required) continue;
      throw new LicenseRefusedError(403, 'license_mismatch', `${field} is ${actual}; it must be ${required}`);
    }
  };

  const requireHolder = async (request: SignedReceiptRequest) => {
    const { holder, signature } = request;
    const signer = await signerOf(hashTypedData(receiptRequestTypedData(domain, request)), signature);
    if (signer === holder) return;
    throw new LicenseRefusedError(403, 'signature_invalid', `the signature is not ${holder}'s for this request`);
  };

  const look = async ({ licensee, holder }: SignedReceiptRequest): Promise<Entitlement> => {
    if (lookups >= maxLookups) {
      const message = `${lookups} licences are being looked up; the limit is ${maxLookups}`;
      throw new GatewayError(429, 'too_many_lookups', message);
    }
    lookups += 1;
    try {
      return await readEntitlement(client, { license, modelId, licensee, holder });
    } catch (cause) {
      throw new GatewayError(503, 'chain_unavailable', 'the chain cannot be read; try again', { cause });
    } finally {
      lookups -= 1;
    }
  };

  const receiptOf = ({ licensee, holder }: SignedReceiptRequest, found: Entitlement): LicenseReceipt => {
    const now = clock.now();
    const runs = isInTerm(found, now);
    const uses = runs ? 0n : min([found.remainingUses, maxPendingUses]);
    const ends = [
      now + BigInt(receiptSeconds),
      ...(runs ? [BigInt(found.expiresAt)] : []),
      ...(found.seatUntil === undefined ? [] : [BigInt(found.seatUntil)]),
    ];
    const expiresAt = min(ends);
    if (!found.entitled || (!runs && uses === 0n) || expiresAt <= now) {
      const message = `${holder} has no live licence of ${licensee} for model ${modelId} at ${now}`;
      throw new LicenseRefusedError(403, 'not_licensed', message);
    }
    return { modelId, licensee, holder, issuedAt: now, expiresAt, meteredUses: found.meteredUses, uses };
  };

  return {
    terms: { ...domain, modelId, clock },
    address: account.address,
    issue: async (request) => {
      requireForUs(request);
      requireCurrent('the request for a receipt', request.expiresAt, clock.now());
      await requireHolder(request);
      const found = await look(request);
      clock.observe(found.timestamp);
      const receipt = receiptOf(request, found);
      // Only now: who has no licence cannot fill the store.
      if (!(await replay.use(`${request.holder}:${request.nonce}`, request.expiresAt, clock.now()))) {
        throw new LicenseRefusedError(409, 'request_replayed', `nonce ${request.nonce} was used before`);
      }
      const signature = await account.signTypedData(licenseReceiptTypedData(domain, receipt));
      return { ...domain, receipt, signature };
    },
  };
}
