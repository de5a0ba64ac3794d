export type { GrantTerms } from '../internal/grants.ts';
export type { TokenDomain } from '../internal/tokenDomain.ts';
export type { GrantedAccess, ReplayedPurchase } from '../internal/vaultReplay.ts';
export {
  type WaitForTransactionParameters,
  type WaitForTransactionReturnType,
  waitForTransaction,
} from '../waitForTransaction.ts';
export { type ApproveParameters, type ApproveReturnType, approve } from './approve.ts';
export {
  type CancelSignedGrantsParameters,
  type CancelSignedGrantsReturnType,
  cancelSignedGrants,
} from './cancelSignedGrants.ts';
export { type CloseOfferParameters, type CloseOfferReturnType, closeOffer } from './closeOffer.ts';
export { type DeliverParameters, type DeliverReturnType, deliver } from './deliver.ts';
export { type ExtendParameters, type ExtendReturnType, extend } from './extend.ts';
export { type GetCreditParameters, type GetCreditReturnType, getCredit } from './getCredit.ts';
export { type GetDatasetParameters, type GetDatasetReturnType, getDataset } from './getDataset.ts';
export {
  type GetEncryptionKeyParameters,
  type GetEncryptionKeyReturnType,
  getEncryptionKey,
} from './getEncryptionKey.ts';
export { type GetGrantParameters, type GetGrantReturnType, getGrant } from './getGrant.ts';
export { type DatasetGrant, type GetGrantsParameters, type GetGrantsReturnType, getGrants } from './getGrants.ts';
export { type GetOwedParameters, type GetOwedReturnType, getOwed, type TokenOwed } from './getOwed.ts';
export { type GetPurchaseParameters, type GetPurchaseReturnType, getPurchase } from './getPurchase.ts';
export {
  type DatasetPurchase,
  type GetPurchasesParameters,
  type GetPurchasesReturnType,
  getPurchases,
} from './getPurchases.ts';
export { type GetSettlementParameters, type GetSettlementReturnType, getSettlement } from './getSettlement.ts';
export { type GrantParameters, type GrantReturnType, grant } from './grant.ts';
export { type GrantAccessParameters, type GrantAccessReturnType, grantAccess } from './grantAccess.ts';
export { type GrantManyParameters, type GrantManyReturnType, grantMany } from './grantMany.ts';
export {
  type GrantWithSignatureParameters,
  type GrantWithSignatureReturnType,
  grantWithSignature,
} from './grantWithSignature.ts';
export { type IsLiveParameters, type IsLiveReturnType, isLive } from './isLive.ts';
export { type IsOfferOpenParameters, type IsOfferOpenReturnType, isOfferOpen } from './isOfferOpen.ts';
export { type OpenOfferParameters, type OpenOfferReturnType, openOffer } from './openOffer.ts';
export { type PreparePurchaseParameters, type PreparePurchaseReturnType, preparePurchase } from './preparePurchase.ts';
export { type PublishRevisionParameters, type PublishRevisionReturnType, publishRevision } from './publishRevision.ts';
export { type PurchaseParameters, type PurchaseReturnType, purchase } from './purchase.ts';
export {
  type PurchaseWithAuthorizationParameters,
  type PurchaseWithAuthorizationReturnType,
  purchaseWithAuthorization,
} from './purchaseWithAuthorization.ts';
export {
  type PurchaseWithPermitParameters,
  type PurchaseWithPermitReturnType,
  purchaseWithPermit,
} from './purchaseWithPermit.ts';
export { type RegisterDatasetParameters, type RegisterDatasetReturnType, registerDataset } from './registerDataset.ts';
export { type RevokeAccessParameters, type RevokeAccessReturnType, revokeAccess } from './revokeAccess.ts';
export { type RevokeAllParameters, type RevokeAllReturnType, revokeAll } from './revokeAll.ts';
export { type RevokeManyParameters, type RevokeManyReturnType, revokeMany } from './revokeMany.ts';
export {
  type RewrapContext,
  type RewrapGrantsParameters,
  type RewrapGrantsReturnType,
  rewrapGrants,
} from './rewrapGrants.ts';
export {
  type SetEncryptionKeyParameters,
  type SetEncryptionKeyReturnType,
  setEncryptionKey,
} from './setEncryptionKey.ts';
export { type SetGatekeeperParameters, type SetGatekeeperReturnType, setGatekeeper } from './setGatekeeper.ts';
export { type SettleParameters, type SettleReturnType, settle } from './settle.ts';
export { type SettleManyParameters, type SettleManyReturnType, settleMany } from './settleMany.ts';
export { type SignedGrant, type SignGrantParameters, type SignGrantReturnType, signGrant } from './signGrant.ts';
export { type SignPermitParameters, type SignPermitReturnType, signPermit } from './signPermit.ts';
export {
  type PurchaseAuthorization,
  type SignPurchaseAuthorizationParameters,
  type SignPurchaseAuthorizationReturnType,
  signPurchaseAuthorization,
} from './signPurchaseAuthorization.ts';
export {
  type VaultEventName,
  type WaitForEventParameters,
  type WaitForEventReturnType,
  waitForEvent,
} from './waitForEvent.ts';
export { type WithdrawParameters, type WithdrawReturnType, withdraw } from './withdraw.ts';
