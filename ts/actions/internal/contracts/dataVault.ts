import type { Address } from 'viem';
import { dataVaultAbi, dataVaultAddress } from '../../../generated/contracts.ts';
import { purchaseStatuses } from '../../../protocol/vault/offer.ts';
import {
  DatasetExistsError,
  DeadlinePassedError,
  DeliveryTooLateError,
  DeliveryWindowOutOfRangeError,
  ExpiryNotLaterError,
  ExpiryPassedError,
  ExpiryTooLateError,
  InvalidSignatureError,
  LatestStartPassedError,
  NotAllowedError,
  NotDelivererError,
  NothingToWithdrawError,
  NotLiveError,
  NotPendingError,
  OfferClosedError,
  OfferOpenError,
  PurchaseExistsError,
  RevokedBeforeDeliveryError,
  StartTooLateError,
  TooManyRevisionsError,
  UnknownDatasetError,
  UnknownPurchaseError,
  WrappedKeyLengthError,
  WrongEpochError,
  WrongPaymentError,
  WrongValueError,
  WrongVersionError,
  ZeroDurationError,
  ZeroKeyError,
  ZeroPriceError,
  ZeroResearcherError,
} from '../../errors/index.ts';
import { nameAt } from '../names.ts';
import type { Contract, ContractErrors } from './contract.ts';
import { paymentsErrors, tokenErrorsAbi } from './payments.ts';

/** What every action of the vault takes. */
export type VaultParameter = {
  /** The vault's address. Default: the deployment on the client's chain that the package knows. */
  vault?: Address | undefined;
};

const abi = [...dataVaultAbi, ...tokenErrorsAbi] as const;

const accessErrors = {
  EncryptionKeys_ZeroKey: (_, options) => new ZeroKeyError(options),
  AccessGrants_NotOwner: ([caller, owner], options) => new NotAllowedError({ caller, allowed: owner }, options),
  AccessGrants_DatasetExists: ([datasetId], options) => new DatasetExistsError({ datasetId }, options),
  AccessGrants_UnknownDataset: ([datasetId], options) => new UnknownDatasetError({ datasetId }, options),
  AccessGrants_TooManyRevisions: ([revision, maximum], options) =>
    new TooManyRevisionsError({ revision, maximum }, options),
  AccessGrants_ZeroResearcher: (_, options) => new ZeroResearcherError(options),
  AccessGrants_ExpiryPassed: ([expiry, timestamp], options) => new ExpiryPassedError({ expiry, timestamp }, options),
  AccessGrants_ExpiryTooLate: ([expiry, maximum], options) => new ExpiryTooLateError({ expiry, maximum }, options),
  AccessGrants_ExpiryNotLater: ([expiry, present], options) => new ExpiryNotLaterError({ expiry, present }, options),
  AccessGrants_NotLive: ([datasetId, researcher], options) => new NotLiveError({ datasetId, researcher }, options),
  AccessGrants_WrongEpoch: ([epoch, present], options) => new WrongEpochError({ epoch, present }, options),
  AccessGrants_WrongVersion: ([version, next], options) => new WrongVersionError({ version, next }, options),
  AccessGrants_WrappedKeyLength: ([length, required], options) =>
    new WrappedKeyLengthError({ length, required }, options),
  AccessGrants_DeadlinePassed: ([timestamp, deadline], options) =>
    new DeadlinePassedError({ timestamp, deadline }, options),
  AccessGrants_InvalidSignature: ([owner], options) => new InvalidSignatureError({ account: owner }, options),
} satisfies Partial<ContractErrors<typeof abi>>;

const errors = {
  ...paymentsErrors,
  ...accessErrors,
  DataVault_ZeroPrice: (_, options) => new ZeroPriceError(options),
  DataVault_ZeroDuration: (_, options) => new ZeroDurationError(options),
  DataVault_DeliveryWindowOutOfRange: ([deliveryWindow, minimum, maximum], options) =>
    new DeliveryWindowOutOfRangeError({ deliveryWindow, minimum, maximum }, options),
  DataVault_OfferClosed: ([offerId], options) => new OfferClosedError({ offerId }, options),
  DataVault_OfferOpen: ([offerId], options) => new OfferOpenError({ offerId }, options),
  DataVault_PurchaseExists: ([purchaseId], options) => new PurchaseExistsError({ purchaseId }, options),
  DataVault_LatestStartPassed: ([latestStart, timestamp], options) =>
    new LatestStartPassedError({ latestStart, timestamp }, options),
  DataVault_WrongValue: ([value, required], options) => new WrongValueError({ value, required }, options),
  DataVault_WrongPayment: ([received, required], options) => new WrongPaymentError({ received, required }, options),
  DataVault_NotDeliverer: ([caller], options) => new NotDelivererError({ caller }, options),
  DataVault_NotPending: ([purchaseId, status], options) =>
    new NotPendingError({ purchaseId, status: nameAt(purchaseStatuses, status) }, options),
  DataVault_DeliveryTooLate: ([timestamp, deadline], options) =>
    new DeliveryTooLateError({ timestamp, deadline }, options),
  DataVault_RevokedBeforeDelivery: ([purchaseId], options) => new RevokedBeforeDeliveryError({ purchaseId }, options),
  DataVault_StartTooLate: ([start, latestStart], options) => new StartTooLateError({ start, latestStart }, options),
  DataVault_UnknownPurchase: ([purchaseId], options) => new UnknownPurchaseError({ purchaseId }, options),
  DataVault_NothingToWithdraw: ([account, token], options) => new NothingToWithdrawError({ account, token }, options),
} satisfies ContractErrors<typeof abi>;

/** The contract of `vault`. */
export const dataVault = {
  name: 'DataVault',
  parameter: 'vault',
  abi,
  addresses: dataVaultAddress,
  errors,
} as const satisfies Contract;
