import { acquire } from '../actions/license/acquire.ts';
import { acquireLicense } from '../actions/license/acquireLicense.ts';
import { acquireWithAuthorization } from '../actions/license/acquireWithAuthorization.ts';
import { acquireWithPermit } from '../actions/license/acquireWithPermit.ts';
import { acquireWithSignature } from '../actions/license/acquireWithSignature.ts';
import { approve } from '../actions/license/approve.ts';
import { claim } from '../actions/license/claim.ts';
import { closePlan } from '../actions/license/closePlan.ts';
import { collect } from '../actions/license/collect.ts';
import { consume } from '../actions/license/consume.ts';
import { getClaimable } from '../actions/license/getClaimable.ts';
import { getIncome } from '../actions/license/getIncome.ts';
import { getLicense } from '../actions/license/getLicense.ts';
import { getModel } from '../actions/license/getModel.ts';
import { getNonce } from '../actions/license/getNonce.ts';
import { getOwedToParent } from '../actions/license/getOwedToParent.ts';
import { getPlan } from '../actions/license/getPlan.ts';
import { getPricePerUse } from '../actions/license/getPricePerUse.ts';
import { getRevenue } from '../actions/license/getRevenue.ts';
import { getSeat } from '../actions/license/getSeat.ts';
import { getShare } from '../actions/license/getShare.ts';
import { getShares } from '../actions/license/getShares.ts';
import { getSplit } from '../actions/license/getSplit.ts';
import { getTerms } from '../actions/license/getTerms.ts';
import { isLicensed } from '../actions/license/isLicensed.ts';
import { isSeatLicensed } from '../actions/license/isSeatLicensed.ts';
import { openPlan } from '../actions/license/openPlan.ts';
import { openSplit } from '../actions/license/openSplit.ts';
import { publishModel } from '../actions/license/publishModel.ts';
import { publishVersion } from '../actions/license/publishVersion.ts';
import { redeemUsage } from '../actions/license/redeemUsage.ts';
import { registerModel } from '../actions/license/registerModel.ts';
import { rollUp } from '../actions/license/rollUp.ts';
import { setPricePerUse } from '../actions/license/setPricePerUse.ts';
import { setRoyaltyTerms } from '../actions/license/setRoyaltyTerms.ts';
import { setSeats } from '../actions/license/setSeats.ts';
import { signPermit } from '../actions/license/signPermit.ts';
import { signPurchase } from '../actions/license/signPurchase.ts';
import { signPurchaseAuthorization } from '../actions/license/signPurchaseAuthorization.ts';
import { signUsageVoucher } from '../actions/license/signUsageVoucher.ts';
import { useNonce } from '../actions/license/useNonce.ts';
import { waitForRedemption } from '../actions/license/waitForRedemption.ts';
import { wasLicensedAt } from '../actions/license/wasLicensedAt.ts';
import { waitForTransaction } from '../actions/waitForTransaction.ts';

/** The actions of `client.license`, but for `waitForEvent`. */
export const licenseActions = {
  acquire,
  acquireLicense,
  acquireWithAuthorization,
  acquireWithPermit,
  acquireWithSignature,
  approve,
  claim,
  closePlan,
  collect,
  consume,
  getClaimable,
  getIncome,
  getLicense,
  getModel,
  getNonce,
  getOwedToParent,
  getPlan,
  getPricePerUse,
  getRevenue,
  getSeat,
  getShare,
  getShares,
  getSplit,
  getTerms,
  isLicensed,
  isSeatLicensed,
  openPlan,
  openSplit,
  publishModel,
  publishVersion,
  redeemUsage,
  registerModel,
  rollUp,
  setPricePerUse,
  setRoyaltyTerms,
  setSeats,
  signPermit,
  signPurchase,
  signPurchaseAuthorization,
  signUsageVoucher,
  useNonce,
  waitForRedemption,
  waitForTransaction,
  wasLicensedAt,
};
