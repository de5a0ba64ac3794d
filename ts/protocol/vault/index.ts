export { datasetIdOf, ownerOfDataset } from './dataset.ts';
export { type AccessGrant, type GrantStruct, textHash, toGrantStruct, wrappedKeyBytes } from './grant.ts';
export {
  type AccessPurchase,
  accessOffer,
  earnedOf,
  maxDeliveryWindowSeconds,
  minDeliveryWindowSeconds,
  type Offer,
  type OfferTerms,
  offerIdOf,
  type PurchaseStatus,
  type PurchaseTerms,
  purchaseIdOf,
  purchaseNonceOf,
} from './offer.ts';
export {
  accessGrantTypedData,
  type SignableGrant,
  type VaultDomain,
  vaultDomain,
  vaultDomainSeparator,
  vaultTypes,
} from './typedData.ts';
