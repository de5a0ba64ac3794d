export type { ChannelStatus, SkipReason } from '../internal/names.ts';
export type { Content, SignedReceipt } from '../internal/receipts.ts';
export {
  type EscrowEventName,
  type WaitForEventParameters,
  type WaitForEventReturnType,
  waitForEvent,
} from '../ledger/waitForEvent.ts';
export {
  type WaitForTransactionParameters,
  type WaitForTransactionReturnType,
  waitForTransaction,
} from '../waitForTransaction.ts';
export {
  type CloseWithConsentParameters,
  type CloseWithConsentReturnType,
  closeWithConsent,
} from './closeWithConsent.ts';
export { type FinishCloseParameters, type FinishCloseReturnType, finishClose } from './finishClose.ts';
export { type GetChannelParameters, type GetChannelReturnType, getChannel } from './getChannel.ts';
export { type OpenParameters, type OpenReturnType, open } from './open.ts';
export { type PostParameters, type PostReturnType, post } from './post.ts';
export { type SettleParameters, type SettleReturnType, settle } from './settle.ts';
export {
  type SignCloseConsentParameters,
  type SignCloseConsentReturnType,
  signCloseConsent,
} from './signCloseConsent.ts';
export { type SignOpeningParameters, type SignOpeningReturnType, signOpening } from './signOpening.ts';
export { type SignReceiptParameters, type SignReceiptReturnType, signReceipt } from './signReceipt.ts';
export {
  type SignSignerConsentParameters,
  type SignSignerConsentReturnType,
  signSignerConsent,
} from './signSignerConsent.ts';
export { type SignVoucherParameters, type SignVoucherReturnType, signVoucher } from './signVoucher.ts';
export { type StartCloseParameters, type StartCloseReturnType, startClose } from './startClose.ts';
export { type TopUpParameters, type TopUpReturnType, topUp } from './topUp.ts';
export { type VerifyReceiptParameters, type VerifyReceiptReturnType, verifyReceipt } from './verifyReceipt.ts';
export {
  type SettlementRow,
  type WaitForSettlementParameters,
  type WaitForSettlementReturnType,
  waitForSettlement,
} from './waitForSettlement.ts';
