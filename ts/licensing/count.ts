import { type Address, type Client, type Hex, hashTypedData, isAddressEqual, type LocalAccount } from 'viem';
import { getLicense } from '../actions/license/getLicense.ts';
import { isSeatLicensed } from '../actions/license/isSeatLicensed.ts';
import { VoucherState } from '../payer/state.ts';
import { type LicenseDomain, usageVoucherTypedData } from '../protocol/license/index.ts';
import type { LicenseReceipt } from '../protocol/license/receipts.ts';
import type { SignedCount } from '../protocol/license/wire.ts';
import { ChainRequiredError, UsageUnprovenError } from './fetchErrors.ts';
import { signerOf } from './signatures.ts';

type UsageCountOptions = {
  domain: LicenseDomain;
  modelId: Hex;
  licensee: Address;
  account: LocalAccount;
  client: Client | undefined;
};

/** How many uses a licensee's vouchers have claimed, as one of its holders sees it. */
export type UsageCount = {
  /**
   * A voucher for one use more than is known.
   *
   * @throws {ChainRequiredError} if the receipt names more metered uses than are known.
   * @throws {UsageUnprovenError} if the receipt names more metered uses than the chain does.
   */
  next: (receipt: LicenseReceipt) => Promise<SignedCount>;
  /** The voucher was answered. */
  answered: (cumulativeUses: bigint) => void;
  /** Nobody knows what became of the voucher. */
  lost: (cumulativeUses: bigint) => void;
  /**
   * Goes on from what the server says it answered.
   *
   * @returns Whether that was news.
   * @throws {UsageUnprovenError} unless the licensee or a live seat of it signed that, and it can be.
   * @throws {ChainRequiredError} if another seat signed it.
   */
  learn: (claim: SignedCount | undefined) => Promise<boolean>;
};

/** A count that starts at what the chain has metered. */
export function createUsageCount({ domain, modelId, licensee, account, client }: UsageCountOptions): UsageCount {
  // Uses are what amounts are in a channel: a total, signed again with each request.
  const state = new VoucherState(undefined);
  const { license } = domain;

  const requireMetered = async (claimed: bigint) => {
    if (claimed <= state.honoured) return;
    if (!client) throw new ChainRequiredError(claimed);
    const { meteredUses } = await getLicense(client, { license, modelId, account: licensee });
    if (claimed > meteredUses) throw new UsageUnprovenError(claimed, meteredUses);
    state.answered(meteredUses, undefined);
  };

  const isHolder = async (signer: Address, claimed: bigint): Promise<boolean> => {
    if (isAddressEqual(signer, licensee)) return true;
    if (!client) throw new ChainRequiredError(claimed);
    return isSeatLicensed(client, { license, modelId, licensee, seat: signer });
  };

  const isProven = async ({ cumulativeUses, signature }: SignedCount): Promise<boolean> => {
    const typedData = usageVoucherTypedData(domain, { modelId, licensee, cumulativeUses });
    const signer = await signerOf(hashTypedData(typedData), signature);
    if (signer === undefined) return false;
    if (!isAddressEqual(signer, account.address)) return isHolder(signer, cumulativeUses);
    return state.mayBeHonoured({ cumulativeAmount: cumulativeUses, explained: true });
  };

  return {
    next: async ({ meteredUses }) => {
      await requireMetered(meteredUses);
      const cumulativeUses = state.honoured + 1n;
      const signature = await account.signTypedData(
        usageVoucherTypedData(domain, { modelId, licensee, cumulativeUses }),
      );
      state.signed(cumulativeUses);
      return { cumulativeUses, signature };
    },
    answered: (cumulativeUses) => state.answered(cumulativeUses, undefined),
    lost: (cumulativeUses) => state.lost(cumulativeUses),
    learn: async (claim) => {
      if (!claim || claim.cumulativeUses <= state.honoured) return false;
      if (!(await isProven(claim))) throw new UsageUnprovenError(claim.cumulativeUses, state.honoured);
      state.adopt(claim.cumulativeUses);
      return true;
    },
  };
}
