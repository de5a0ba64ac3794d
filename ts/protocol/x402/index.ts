export { type CloseRequest, closeConsentSchema, closeRequestSchema, closeRequestTypedData } from './closing.ts';
export {
  decodeHeader,
  encodeHeader,
  encodeJson,
  HeaderEncodingError,
  paymentRequiredHeader,
  paymentResponseHeader,
  paymentSignatureHeader,
} from './headers.ts';
export {
  addressSchema,
  amountSchema,
  type ChannelState,
  describeIssue,
  networkOf,
  type PaymentPayload,
  type PaymentRequired,
  type PaymentResponse,
  paymentPayloadSchema,
  paymentRequiredSchema,
  paymentResponseSchema,
  termsSchema,
  type VoucherRequirements,
  voucherRequirementsSchema,
  voucherScheme,
} from './schemas.ts';
