import type { Address, Hex } from 'viem';
import { TallystickError } from '../../protocol/errors.ts';
import type { PlanKind } from '../../protocol/license/plan.ts';

// ---------------------------------------------------------------------------------------------------------- the plan refused

/** A plan has no cap, or a quantity that its kind does not have. `ModelLicense_InvalidPlan`. */
export class InvalidPlanError extends TallystickError<{ kind: PlanKind; quantity: bigint; cap: bigint }> {
  override name = 'InvalidPlanError';
  constructor(values: InvalidPlanError['values'], options?: ErrorOptions) {
    const { kind, quantity, cap } = values;
    const rule = 'a perpetual one needs quantity 0, any other at least 1; the cap is at least 1';
    super(`a plan of kind ${kind}, quantity ${quantity} and cap ${cap}: ${rule}`, values, options);
  }
}

/** The plan was never open. `ModelLicense_UnknownPlan`. */
export class UnknownPlanError extends TallystickError<{ planId: Hex }> {
  override name = 'UnknownPlanError';
  constructor(values: UnknownPlanError['values'], options?: ErrorOptions) {
    super(`plan ${values.planId} was never open`, values, options);
  }
}

/** The plan does not sell. `ModelLicense_PlanClosed`. */
export class PlanClosedError extends TallystickError<{ planId: Hex }> {
  override name = 'PlanClosedError';
  constructor(values: PlanClosedError['values'], options?: ErrorOptions) {
    super(`plan ${values.planId} does not sell`, values, options);
  }
}

/** All purchases that the plan has were made. `ModelLicense_SoldOut`. */
export class SoldOutError extends TallystickError<{ planId: Hex; cap: bigint }> {
  override name = 'SoldOutError';
  constructor(values: SoldOutError['values'], options?: ErrorOptions) {
    super(`plan ${values.planId} sold all ${values.cap} purchases`, values, options);
  }
}

/** The price does not fit 96 bits. `ModelLicense_PriceTooHigh`. */
export class PriceTooHighError extends TallystickError<{ price: bigint; maximum: bigint }> {
  override name = 'PriceTooHighError';
  constructor(values: PriceTooHighError['values'], options?: ErrorOptions) {
    super(`price is ${values.price}, allowed are ${values.maximum}`, values, options);
  }
}

/** The model has no price per use. `ModelLicense_NoPricePerUse`. */
export class NoPricePerUseError extends TallystickError<{ modelId: Hex }> {
  override name = 'NoPricePerUseError';
  constructor(values: NoPricePerUseError['values'], options?: ErrorOptions) {
    super(`model ${values.modelId} has no price per use`, values, options);
  }
}

// ------------------------------------------------------------------------------------------------------ the purchase refused

/** The native coin that came is not what the purchase costs. `ModelLicense_WrongValue`, `DataVault_WrongValue`. */
export class WrongValueError extends TallystickError<{ value: bigint; required: bigint }> {
  override name = 'WrongValueError';
  constructor(values: WrongValueError['values'], options?: ErrorOptions) {
    super(`the call brought ${values.value} of the native coin, needed is ${values.required}`, values, options);
  }
}

/** The tokens that arrived are not what the purchase costs. `ModelLicense_WrongPayment`, `DataVault_WrongPayment`. */
export class WrongPaymentError extends TallystickError<{ received: bigint; required: bigint }> {
  override name = 'WrongPaymentError';
  constructor(values: WrongPaymentError['values'], options?: ErrorOptions) {
    super(`${values.received} of the token arrived, needed is ${values.required}`, values, options);
  }
}

/** The signed nonce is not the account's next. `InvalidAccountNonce` of OpenZeppelin. */
export class InvalidNonceError extends TallystickError<{ account: Address; currentNonce: bigint }> {
  override name = 'InvalidNonceError';
  constructor(values: InvalidNonceError['values'], options?: ErrorOptions) {
    super(`the nonce that was signed is used up: ${values.account}'s next is ${values.currentNonce}`, values, options);
  }
}

/** The licence has no end already. `ModelLicense_AlreadyPerpetual`. */
export class AlreadyPerpetualError extends TallystickError<{ modelId: Hex; licensee: Address }> {
  override name = 'AlreadyPerpetualError';
  constructor(values: AlreadyPerpetualError['values'], options?: ErrorOptions) {
    super(`${values.licensee}'s licence for model ${values.modelId} has no end already`, values, options);
  }
}

/** The term would end later than can be recorded. `ModelLicense_TermTooLong`. */
export class TermTooLongError extends TallystickError<{ expiresAt: bigint; maximum: bigint }> {
  override name = 'TermTooLongError';
  constructor(values: TermTooLongError['values'], options?: ErrorOptions) {
    super(`the term would end at ${values.expiresAt}, the latest is ${values.maximum}`, values, options);
  }
}

/** The licence would hold more uses than can be recorded. `ModelLicense_TooManyUses`. */
export class TooManyUsesError extends TallystickError<{ uses: bigint; maximum: bigint }> {
  override name = 'TooManyUsesError';
  constructor(values: TooManyUsesError['values'], options?: ErrorOptions) {
    super(`the licence would hold ${values.uses} uses, allowed are ${values.maximum}`, values, options);
  }
}

// ------------------------------------------------------------------------------------------------------- the licence refused

/** The account has no live licence, or does not act for the licensee. `ModelLicense_NotLicensed`. */
export class NotLicensedError extends TallystickError<{ modelId: Hex; account: Address }> {
  override name = 'NotLicensedError';
  constructor(values: NotLicensedError['values'], options?: ErrorOptions) {
    super(`${values.account} is not licensed for model ${values.modelId}`, values, options);
  }
}

/** The seat would outlast the term, and no uses are left. `ModelLicense_SeatOutlastsLicense`. */
export class SeatOutlastsLicenseError extends TallystickError<{ until: bigint; expiresAt: bigint }> {
  override name = 'SeatOutlastsLicenseError';
  constructor(values: SeatOutlastsLicenseError['values'], options?: ErrorOptions) {
    super(`the seat would last until ${values.until}, the licence ends at ${values.expiresAt}`, values, options);
  }
}

/** Fewer uses are left, or none were asked for. `ModelLicense_UsesOutOfRange`. */
export class UsesOutOfRangeError extends TallystickError<{ uses: bigint; minimum: bigint; remaining: bigint }> {
  override name = 'UsesOutOfRangeError';
  constructor(values: UsesOutOfRangeError['values'], options?: ErrorOptions) {
    super(`uses are ${values.uses}, allowed are ${values.minimum} to ${values.remaining}`, values, options);
  }
}
