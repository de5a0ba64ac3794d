export type { ReplayedParent, ReplayedPlan } from '../internal/licenseReplay.ts';
export type { UsageSkipReason } from '../internal/names.ts';
export type { PayeeRevenue, RevenueReason, SplitRevenue, TokenRevenue } from '../internal/revenue.ts';
export type { TokenDomain } from '../internal/tokenDomain.ts';
export {
  type WaitForTransactionParameters,
  type WaitForTransactionReturnType,
  waitForTransaction,
} from '../waitForTransaction.ts';
export { type AcquireParameters, type AcquireReturnType, acquire } from './acquire.ts';
export { type AcquireLicenseParameters, type AcquireLicenseReturnType, acquireLicense } from './acquireLicense.ts';
export {
  type AcquireWithAuthorizationParameters,
  type AcquireWithAuthorizationReturnType,
  acquireWithAuthorization,
} from './acquireWithAuthorization.ts';
export {
  type AcquireWithPermitParameters,
  type AcquireWithPermitReturnType,
  acquireWithPermit,
} from './acquireWithPermit.ts';
export {
  type AcquireWithSignatureParameters,
  type AcquireWithSignatureReturnType,
  acquireWithSignature,
} from './acquireWithSignature.ts';
export { type ApproveParameters, type ApproveReturnType, approve } from './approve.ts';
export { type ClaimParameters, type ClaimReturnType, claim } from './claim.ts';
export { type ClosePlanParameters, type ClosePlanReturnType, closePlan } from './closePlan.ts';
export { type CollectParameters, type CollectReturnType, collect } from './collect.ts';
export { type ConsumeParameters, type ConsumeReturnType, consume } from './consume.ts';
export { type GetClaimableParameters, type GetClaimableReturnType, getClaimable } from './getClaimable.ts';
export { type GetIncomeParameters, type GetIncomeReturnType, getIncome } from './getIncome.ts';
export { type GetLicenseParameters, type GetLicenseReturnType, getLicense } from './getLicense.ts';
export { type GetModelParameters, type GetModelReturnType, getModel, type ParentModel } from './getModel.ts';
export { type GetNonceParameters, type GetNonceReturnType, getNonce } from './getNonce.ts';
export { type GetOwedToParentParameters, type GetOwedToParentReturnType, getOwedToParent } from './getOwedToParent.ts';
export { type GetPlanParameters, type GetPlanReturnType, getPlan } from './getPlan.ts';
export { type GetPricePerUseParameters, type GetPricePerUseReturnType, getPricePerUse } from './getPricePerUse.ts';
export { type GetRevenueParameters, type GetRevenueReturnType, getRevenue } from './getRevenue.ts';
export { type GetSeatParameters, type GetSeatReturnType, getSeat } from './getSeat.ts';
export { type GetShareParameters, type GetShareReturnType, getShare } from './getShare.ts';
export { type GetSharesParameters, type GetSharesReturnType, getShares } from './getShares.ts';
export { type GetSplitParameters, type GetSplitReturnType, getSplit } from './getSplit.ts';
export { type GetTermsParameters, type GetTermsReturnType, getTerms, type TermPurchase } from './getTerms.ts';
export { type IsLicensedParameters, type IsLicensedReturnType, isLicensed } from './isLicensed.ts';
export { type IsSeatLicensedParameters, type IsSeatLicensedReturnType, isSeatLicensed } from './isSeatLicensed.ts';
export { type OpenPlanParameters, type OpenPlanReturnType, openPlan } from './openPlan.ts';
export { type OpenSplitParameters, type OpenSplitReturnType, openSplit } from './openSplit.ts';
export { type PublishModelParameters, type PublishModelReturnType, publishModel } from './publishModel.ts';
export { type PublishVersionParameters, type PublishVersionReturnType, publishVersion } from './publishVersion.ts';
export { type RedeemUsageParameters, type RedeemUsageReturnType, redeemUsage } from './redeemUsage.ts';
export { type RegisterModelParameters, type RegisterModelReturnType, registerModel } from './registerModel.ts';
export { type RollUpParameters, type RollUpReturnType, rollUp } from './rollUp.ts';
export { type SetPricePerUseParameters, type SetPricePerUseReturnType, setPricePerUse } from './setPricePerUse.ts';
export { type SetRoyaltyTermsParameters, type SetRoyaltyTermsReturnType, setRoyaltyTerms } from './setRoyaltyTerms.ts';
export { type SetSeatsParameters, type SetSeatsReturnType, setSeats } from './setSeats.ts';
export { type SignPermitParameters, type SignPermitReturnType, signPermit } from './signPermit.ts';
export {
  type SignedPurchase,
  type SignPurchaseParameters,
  type SignPurchaseReturnType,
  signPurchase,
} from './signPurchase.ts';
export {
  type PurchaseAuthorization,
  type SignPurchaseAuthorizationParameters,
  type SignPurchaseAuthorizationReturnType,
  signPurchaseAuthorization,
} from './signPurchaseAuthorization.ts';
export {
  type SignUsageVoucherParameters,
  type SignUsageVoucherReturnType,
  signUsageVoucher,
  type UsageVoucher,
} from './signUsageVoucher.ts';
export { type UseNonceParameters, type UseNonceReturnType, useNonce } from './useNonce.ts';
export {
  type LicenseEventName,
  type WaitForEventParameters,
  type WaitForEventReturnType,
  waitForEvent,
} from './waitForEvent.ts';
export {
  type RedemptionRow,
  type WaitForRedemptionParameters,
  type WaitForRedemptionReturnType,
  waitForRedemption,
} from './waitForRedemption.ts';
export { type WasLicensedAtParameters, type WasLicensedAtReturnType, wasLicensedAt } from './wasLicensedAt.ts';
