export type { ReceivedConsent } from './closing.ts';
export {
  ChannelExhaustedError,
  CloseRefusedError,
  ConnectionError,
  PayerError,
  PaymentRefusedError,
  PaymentRequiredInvalidError,
  PriceTooHighError,
  ReceiptInvalidError,
  TermsMismatchError,
} from './errors.ts';
export { createPayer, type Payer, type PayerOptions } from './payer.ts';
export type { PaidReceipt } from './receipt.ts';
