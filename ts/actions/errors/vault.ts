import type { Address, Hex } from 'viem';
import { TallystickError } from '../../protocol/errors.ts';
import type { PurchaseStatus } from '../../protocol/vault/offer.ts';

// ------------------------------------------------------------------------------------------------------- the dataset refused

/** The dataset id is taken. `AccessGrants_DatasetExists`. */
export class DatasetExistsError extends TallystickError<{ datasetId: Hex }> {
  override name = 'DatasetExistsError';
  constructor(values: DatasetExistsError['values'], options?: ErrorOptions) {
    super(`dataset ${values.datasetId} exists: choose another number`, values, options);
  }
}

/** There is no such dataset. `AccessGrants_UnknownDataset`. */
export class UnknownDatasetError extends TallystickError<{ datasetId: Hex }> {
  override name = 'UnknownDatasetError';
  constructor(values: UnknownDatasetError['values'], options?: ErrorOptions) {
    super(`there is no dataset ${values.datasetId}`, values, options);
  }
}

/** There are as many revisions as can be recorded. `AccessGrants_TooManyRevisions`. */
export class TooManyRevisionsError extends TallystickError<{ revision: bigint; maximum: bigint }> {
  override name = 'TooManyRevisionsError';
  constructor(values: TooManyRevisionsError['values'], options?: ErrorOptions) {
    super(`revision would be ${values.revision}, the last one is ${values.maximum}`, values, options);
  }
}

/** A public key of zero is none. `EncryptionKeys_ZeroKey`. */
export class ZeroKeyError extends TallystickError {
  override name = 'ZeroKeyError';
  constructor(options?: ErrorOptions) {
    super('zero is no public key', {}, options);
  }
}

// --------------------------------------------------------------------------------------------------------- the grant refused

/** Address zero cannot read. `AccessGrants_ZeroResearcher`. */
export class ZeroResearcherError extends TallystickError {
  override name = 'ZeroResearcherError';
  constructor(options?: ErrorOptions) {
    super('the researcher is address zero', {}, options);
  }
}

/** The expiry is now or has passed. `AccessGrants_ExpiryPassed`. */
export class ExpiryPassedError extends TallystickError<{ expiry: bigint; timestamp: bigint }> {
  override name = 'ExpiryPassedError';
  constructor(values: ExpiryPassedError['values'], options?: ErrorOptions) {
    super(`the expiry is ${values.expiry}, the chain's time is ${values.timestamp}`, values, options);
  }
}

/** The expiry does not fit 64 bits. `AccessGrants_ExpiryTooLate`. */
export class ExpiryTooLateError extends TallystickError<{ expiry: bigint; maximum: bigint }> {
  override name = 'ExpiryTooLateError';
  constructor(values: ExpiryTooLateError['values'], options?: ErrorOptions) {
    super(`the expiry is ${values.expiry}, the latest is ${values.maximum}`, values, options);
  }
}

/** Access that was paid for would end earlier, or an extension would not end later. `AccessGrants_ExpiryNotLater`. */
export class ExpiryNotLaterError extends TallystickError<{ expiry: bigint; present: bigint }> {
  override name = 'ExpiryNotLaterError';
  constructor(values: ExpiryNotLaterError['values'], options?: ErrorOptions) {
    const rule = 'an extension ends later, and access that was paid for is revoked, not shortened';
    super(`the expiry is ${values.expiry}, at present it is ${values.present}: ${rule}`, values, options);
  }
}

/** There is no live grant to extend. `AccessGrants_NotLive`. */
export class NotLiveError extends TallystickError<{ datasetId: Hex; researcher: Address }> {
  override name = 'NotLiveError';
  constructor(values: NotLiveError['values'], options?: ErrorOptions) {
    super(`${values.researcher} has no live grant for dataset ${values.datasetId}`, values, options);
  }
}

/** Made for another epoch of the dataset. `AccessGrants_WrongEpoch`. */
export class WrongEpochError extends TallystickError<{ epoch: bigint; present: bigint }> {
  override name = 'WrongEpochError';
  constructor(values: WrongEpochError['values'], options?: ErrorOptions) {
    super(`made for epoch ${values.epoch}, the dataset is at ${values.present}`, values, options);
  }
}

/** Made for another version of the grant. `AccessGrants_WrongVersion`. */
export class WrongVersionError extends TallystickError<{ version: bigint; next: bigint }> {
  override name = 'WrongVersionError';
  constructor(values: WrongVersionError['values'], options?: ErrorOptions) {
    super(`made for version ${values.version}, the grant's next is ${values.next}`, values, options);
  }
}

/** A wrapped key has another length. `AccessGrants_WrappedKeyLength`. */
export class WrappedKeyLengthError extends TallystickError<{ length: bigint; required: bigint }> {
  override name = 'WrappedKeyLengthError';
  constructor(values: WrappedKeyLengthError['values'], options?: ErrorOptions) {
    super(`the wrapped key has ${values.length} bytes, needed are ${values.required}`, values, options);
  }
}

// --------------------------------------------------------------------------------------------------------- the offer refused

/** The price is zero. `DataVault_ZeroPrice`. */
export class ZeroPriceError extends TallystickError {
  override name = 'ZeroPriceError';
  constructor(options?: ErrorOptions) {
    super('the price is zero: free access is granted, not sold', {}, options);
  }
}

/** The duration is zero. `DataVault_ZeroDuration`. */
export class ZeroDurationError extends TallystickError {
  override name = 'ZeroDurationError';
  constructor(options?: ErrorOptions) {
    super('the duration is zero', {}, options);
  }
}

/** The delivery window is shorter or longer than allowed. `DataVault_DeliveryWindowOutOfRange`. */
export class DeliveryWindowOutOfRangeError extends TallystickError<{
  deliveryWindow: bigint;
  minimum: bigint;
  maximum: bigint;
}> {
  override name = 'DeliveryWindowOutOfRangeError';
  constructor(values: DeliveryWindowOutOfRangeError['values'], options?: ErrorOptions) {
    const { deliveryWindow, minimum, maximum } = values;
    super(`the delivery window is ${deliveryWindow} seconds, allowed are ${minimum} to ${maximum}`, values, options);
  }
}

/** The offer does not sell. `DataVault_OfferClosed`. */
export class OfferClosedError extends TallystickError<{ offerId: Hex }> {
  override name = 'OfferClosedError';
  constructor(values: OfferClosedError['values'], options?: ErrorOptions) {
    super(`offer ${values.offerId} does not sell`, values, options);
  }
}

/** The offer sells already. `DataVault_OfferOpen`. */
export class OfferOpenError extends TallystickError<{ offerId: Hex }> {
  override name = 'OfferOpenError';
  constructor(values: OfferOpenError['values'], options?: ErrorOptions) {
    super(`offer ${values.offerId} sells already`, values, options);
  }
}

// ------------------------------------------------------------------------------------------------------ the purchase refused

/** The buyer used this salt for this offer before. `DataVault_PurchaseExists`. */
export class PurchaseExistsError extends TallystickError<{ purchaseId: Hex }> {
  override name = 'PurchaseExistsError';
  constructor(values: PurchaseExistsError['values'], options?: ErrorOptions) {
    super(`purchase ${values.purchaseId} exists: choose another salt`, values, options);
  }
}

/** There is no such purchase. `DataVault_UnknownPurchase`. */
export class UnknownPurchaseError extends TallystickError<{ purchaseId: Hex }> {
  override name = 'UnknownPurchaseError';
  constructor(values: UnknownPurchaseError['values'], options?: ErrorOptions) {
    super(`there is no purchase ${values.purchaseId}`, values, options);
  }
}

/** The latest start has passed already. `DataVault_LatestStartPassed`. */
export class LatestStartPassedError extends TallystickError<{ latestStart: bigint; timestamp: bigint }> {
  override name = 'LatestStartPassedError';
  constructor(values: LatestStartPassedError['values'], options?: ErrorOptions) {
    super(`the latest start was ${values.latestStart}, the chain's time is ${values.timestamp}`, values, options);
  }
}

/** The account has nothing to withdraw in this token. `DataVault_NothingToWithdraw`. */
export class NothingToWithdrawError extends TallystickError<{ account: Address; token: Address }> {
  override name = 'NothingToWithdrawError';
  constructor(values: NothingToWithdrawError['values'], options?: ErrorOptions) {
    super(`${values.account} has no credit in token ${values.token}`, values, options);
  }
}

// ------------------------------------------------------------------------------------------------------ the delivery refused

/** The caller is neither the owner nor the gatekeeper. `DataVault_NotDeliverer`. */
export class NotDelivererError extends TallystickError<{ caller: Address }> {
  override name = 'NotDelivererError';
  constructor(values: NotDelivererError['values'], options?: ErrorOptions) {
    super(`${values.caller} is neither the dataset's owner nor its gatekeeper`, values, options);
  }
}

/** The purchase does not wait for a key. `DataVault_NotPending`. */
export class NotPendingError extends TallystickError<{ purchaseId: Hex; status: PurchaseStatus }> {
  override name = 'NotPendingError';
  constructor(values: NotPendingError['values'], options?: ErrorOptions) {
    super(`purchase ${values.purchaseId} waits for no key: its status is ${values.status}`, values, options);
  }
}

/** The key came at or past the deadline. `DataVault_DeliveryTooLate`. */
export class DeliveryTooLateError extends TallystickError<{ timestamp: bigint; deadline: bigint }> {
  override name = 'DeliveryTooLateError';
  constructor(values: DeliveryTooLateError['values'], options?: ErrorOptions) {
    const { timestamp, deadline } = values;
    super(`the key was due before ${deadline}, the chain's time is ${timestamp}: settle, to refund`, values, options);
  }
}

/** The buyer's access was revoked after it paid. `DataVault_RevokedBeforeDelivery`. */
export class RevokedBeforeDeliveryError extends TallystickError<{ purchaseId: Hex }> {
  override name = 'RevokedBeforeDeliveryError';
  constructor(values: RevokedBeforeDeliveryError['values'], options?: ErrorOptions) {
    super(`access was revoked after purchase ${values.purchaseId}: settle, to refund`, values, options);
  }
}

/** The access would start later than the buyer accepts. `DataVault_StartTooLate`. */
export class StartTooLateError extends TallystickError<{ start: bigint; latestStart: bigint }> {
  override name = 'StartTooLateError';
  constructor(values: StartTooLateError['values'], options?: ErrorOptions) {
    super(`access would start at ${values.start}, the buyer accepts ${values.latestStart}`, values, options);
  }
}
