import { type Address, type Hex, hashTypedData, keccak256 } from 'viem';
import type { UsageVoucher } from '../actions/license/signUsageVoucher.ts';
import { parseHeader } from '../gateway/header.ts';
import { RequestQueue } from '../gateway/queue.ts';
import { type LicenseDomain, usageVoucherTypedData } from '../protocol/license/index.ts';
import type { LicenseReceipt } from '../protocol/license/receipts.ts';
import { licenseUsageHeader, type SignedCount, signedCountSchema } from '../protocol/license/wire.ts';
import { LicenseRefusedError } from './errors.ts';
import { signerOf } from './signatures.ts';
import { licenseHeaderRule } from './verify.ts';

/** Keeps the highest usage voucher of each model and licensee, over restarts. */
export type UsageStore = {
  highest: (modelId: Hex, licensee: Address) => Promise<UsageVoucher | undefined>;
  /**
   * Puts it in place of the one before.
   *
   * @throws {StaleRecordError} if the one before is not lower. Nothing is written then.
   */
  save: (voucher: UsageVoucher) => Promise<void>;
};

type MeterOptions = {
  domain: LicenseDomain;
  store: UsageStore;
  /** Requests of one licensee that may wait for each other. */
  maxQueuedPerLicensee: number;
};

/** Counts the uses of licences that are sold by use: one after the other for each licensee. */
export type Meter = {
  /**
   * Runs `run` if the usage voucher in `header` counts exactly one use more than the last, and then keeps the voucher.
   *
   * @param run Whether it gave an answer. If not, nothing is counted.
   * @throws {LicenseRefusedError} 402 without a voucher or without uses left, 403 if it is not the holder's, 409 if it
   *   counts something else.
   * @throws {GatewayError} 400 and 431 if it cannot be read, 429 if too many wait, 503 if another process counted.
   */
  count: (receipt: LicenseReceipt, header: string | undefined, run: () => Promise<boolean>) => Promise<void>;
};

/** A meter over the vouchers of `store`. */
export function createMeter({ domain, store, maxQueuedPerLicensee }: MeterOptions): Meter {
  const queue = new RequestQueue(maxQueuedPerLicensee, 'licensee');

  const requireSigned = async ({ holder, modelId, licensee }: LicenseReceipt, count: SignedCount) => {
    const voucher = { modelId, licensee, cumulativeUses: count.cumulativeUses };
    const signer = await signerOf(hashTypedData(usageVoucherTypedData(domain, voucher)), count.signature);
    if (signer === holder) return { ...voucher, signature: count.signature };
    const message = `${licenseUsageHeader} is not signed by ${holder} for ${count.cumulativeUses} uses of ${licensee}`;
    throw new LicenseRefusedError(403, 'usage_signature_invalid', message);
  };

  const requireNext = async (receipt: LicenseReceipt, actual: bigint | undefined) => {
    const usage = await store.highest(receipt.modelId, receipt.licensee);
    const answered = usage?.cumulativeUses ?? 0n;
    const next = (answered > receipt.meteredUses ? answered : receipt.meteredUses) + 1n;
    const last = receipt.meteredUses + receipt.uses;
    if (next > last) {
      throw new LicenseRefusedError(402, 'uses_exhausted', `the next use is ${next}; the receipt covers ${last}`, {
        usage,
      });
    }
    if (actual === undefined) {
      const message = `${licenseUsageHeader} header is required, over ${next} uses`;
      throw new LicenseRefusedError(402, 'usage_required', message, { usage });
    }
    if (actual !== next) {
      const message = `the usage voucher is over ${actual} uses; it must be over ${next}`;
      throw new LicenseRefusedError(409, 'usage_out_of_step', message, { usage });
    }
  };

  return {
    count: async (receipt, header, run) => {
      if (header === undefined) return requireNext(receipt, undefined);
      const count = parseHeader(header, { ...licenseHeaderRule(licenseUsageHeader), schema: signedCountSchema });
      const voucher = await requireSigned(receipt, count);
      await queue.run(keccak256(`${receipt.modelId}${receipt.licensee.slice(2)}` as Hex), async () => {
        await requireNext(receipt, count.cumulativeUses);
        if (await run()) await store.save(voucher);
      });
    },
  };
}
