export {
  type Channel,
  channelId,
  maxAmount,
  maxNoticeSeconds,
  maxSalt,
  minNoticeSeconds,
  nativeToken,
} from './channel.ts';
export { MalformedSignatureError, TallystickError } from './errors.ts';
export * from './license/index.ts';
export { compactSignature, expandSignature, maxSignatureS, type SplitSignature, splitSignature } from './signature.ts';
export {
  type CloseConsent,
  closeConsentTypedData,
  type EscrowDomain,
  escrowDomainSeparator,
  escrowTypes,
  hashVoucher,
  type Opening,
  openingTypedData,
  type Receipt,
  receiptTypedData,
  signerConsentTypedData,
  type Voucher,
  voucherTypedData,
} from './typedData.ts';
export * from './vault/index.ts';
export { decodeVoucherRows, encodeVoucherRows, type VoucherRow, voucherRowLength } from './voucherRows.ts';
