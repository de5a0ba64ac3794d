export {
  hashReceipt,
  type LicensedRequest,
  type LicenseReceipt,
  licensedRequestTypedData,
  licenseReceiptTypedData,
  type ReceiptRequest,
  receiptRequestTypedData,
} from '../protocol/license/receipts.ts';
export type { SignedReceipt, SignedReceiptRequest } from '../protocol/license/wire.ts';
export { type ChainClock, type Clock, chainClockOf, createChainClock } from './clock.ts';
export { LicenseRefusedError } from './errors.ts';
export { createLicensedFetch, type LicensedFetch, type LicensedFetchOptions } from './fetch.ts';
export {
  ChainRequiredError,
  LicensedFetchError,
  NotServedError,
  ReceiptInvalidError,
  UsageUnprovenError,
} from './fetchErrors.ts';
export type { Host } from './host.ts';
export { createLicenseIssuer, type LicenseIssuer, type LicenseIssuerOptions } from './issuer.ts';
export type { UsageStore } from './meter.ts';
export { issueReceipts, type LicensedEnv, type RequireLicenseOptions, requireLicense } from './middleware.ts';
export { createReplayMemory, type ReplayStore } from './replay.ts';
