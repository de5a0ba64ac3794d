import type { Address } from 'viem';
import { modelLicenseAbi, modelLicenseAddress } from '../../../generated/contracts.ts';
import { planKinds } from '../../../protocol/license/plan.ts';
import {
  AlreadyPerpetualError,
  DeadlinePassedError,
  InvalidNonceError,
  InvalidPlanError,
  InvalidSignatureError,
  ModelExistsError,
  NoPricePerUseError,
  NotAllowedError,
  NothingDueError,
  NotLicensedError,
  ParentsNotAscendingError,
  PlanClosedError,
  PriceTooHighError,
  RoyaltyTooLowError,
  SeatOutlastsLicenseError,
  ShareCountOutOfRangeError,
  SoldOutError,
  SplitExistsError,
  TermTooLongError,
  TooDeepError,
  TooManyParentsError,
  TooManyUsesError,
  UnknownModelError,
  UnknownPlanError,
  UnknownShareError,
  UnknownSplitError,
  UsesOutOfRangeError,
  WrongPaymentError,
  WrongTotalError,
  WrongValueError,
  ZeroPartsError,
} from '../../errors/index.ts';
import { nameAt } from '../names.ts';
import type { Contract, ContractErrors } from './contract.ts';
import { paymentsErrors, tokenErrorsAbi } from './payments.ts';

/** What every action of the licence contract takes. */
export type LicenseParameter = {
  /** The licence contract's address. Default: the deployment on the client's chain that the package knows. */
  license?: Address | undefined;
};

const abi = [...modelLicenseAbi, ...tokenErrorsAbi] as const;

const registryErrors = {
  ModelRegistry_NotAllowed: ([caller, allowed], options) => new NotAllowedError({ caller, allowed }, options),
  ModelRegistry_ModelExists: ([modelId], options) => new ModelExistsError({ modelId }, options),
  ModelRegistry_UnknownModel: ([modelId], options) => new UnknownModelError({ modelId }, options),
  ModelRegistry_TooManyParents: ([count, maximum], options) => new TooManyParentsError({ count, maximum }, options),
  ModelRegistry_ParentsNotAscending: ([previous, next], options) =>
    new ParentsNotAscendingError({ previous, next }, options),
  ModelRegistry_RoyaltyTooLow: ([parentId, parts, minimum], options) =>
    new RoyaltyTooLowError({ parentId, parts, minimum }, options),
  ModelRegistry_TooDeep: ([depth, maximum], options) => new TooDeepError({ depth, maximum }, options),
  ModelRegistry_ShareCountOutOfRange: ([count, minimum, maximum], options) =>
    new ShareCountOutOfRangeError({ count, minimum, maximum }, options),
  ModelRegistry_ZeroParts: ([index], options) => new ZeroPartsError({ index }, options),
  ModelRegistry_WrongTotal: ([total, required], options) => new WrongTotalError({ total, required }, options),
  ModelRegistry_SplitExists: ([splitId], options) => new SplitExistsError({ splitId }, options),
  ModelRegistry_UnknownSplit: ([splitId, modelId], options) => new UnknownSplitError({ splitId, modelId }, options),
  ModelRegistry_UnknownShare: ([splitId, index], options) => new UnknownShareError({ splitId, index }, options),
  ModelRegistry_NothingDue: ([splitId, token, index], options) =>
    new NothingDueError({ splitId, token, index }, options),
} satisfies Partial<ContractErrors<typeof abi>>;

const errors = {
  ...paymentsErrors,
  ...registryErrors,
  ModelLicense_InvalidPlan: ([kind, quantity, cap], options) =>
    new InvalidPlanError({ kind: nameAt(planKinds, kind), quantity, cap }, options),
  ModelLicense_UnknownPlan: ([planId], options) => new UnknownPlanError({ planId }, options),
  ModelLicense_PlanClosed: ([planId], options) => new PlanClosedError({ planId }, options),
  ModelLicense_SoldOut: ([planId, cap], options) => new SoldOutError({ planId, cap }, options),
  ModelLicense_PriceTooHigh: ([price, maximum], options) => new PriceTooHighError({ price, maximum }, options),
  ModelLicense_NoPricePerUse: ([modelId], options) => new NoPricePerUseError({ modelId }, options),
  ModelLicense_DeadlinePassed: ([timestamp, deadline], options) =>
    new DeadlinePassedError({ timestamp, deadline }, options),
  ModelLicense_WrongValue: ([value, required], options) => new WrongValueError({ value, required }, options),
  ModelLicense_WrongPayment: ([received, required], options) => new WrongPaymentError({ received, required }, options),
  ModelLicense_InvalidSignature: ([account], options) => new InvalidSignatureError({ account }, options),
  ModelLicense_AlreadyPerpetual: ([modelId, licensee], options) =>
    new AlreadyPerpetualError({ modelId, licensee }, options),
  ModelLicense_TermTooLong: ([expiresAt, maximum], options) => new TermTooLongError({ expiresAt, maximum }, options),
  ModelLicense_TooManyUses: ([uses, maximum], options) => new TooManyUsesError({ uses, maximum }, options),
  ModelLicense_NotLicensed: ([modelId, account], options) => new NotLicensedError({ modelId, account }, options),
  ModelLicense_SeatOutlastsLicense: ([until, expiresAt], options) =>
    new SeatOutlastsLicenseError({ until, expiresAt }, options),
  ModelLicense_UsesOutOfRange: ([uses, minimum, remaining], options) =>
    new UsesOutOfRangeError({ uses, minimum, remaining }, options),
  InvalidAccountNonce: ([account, currentNonce], options) => new InvalidNonceError({ account, currentNonce }, options),
} satisfies ContractErrors<typeof abi>;

/** The contract of `license`. */
export const modelLicense = {
  name: 'ModelLicense',
  parameter: 'license',
  abi,
  addresses: modelLicenseAddress,
  errors,
} as const satisfies Contract;
