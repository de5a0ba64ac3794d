import type { Hex } from 'viem';

/** A payment was not made, or what it bought is not right. */
export class PayerError extends Error {
  override readonly name: string = 'PayerError';
}

/** The gateway asks for more than the caller allows. Nothing was signed. */
export class PriceTooHighError extends PayerError {
  override readonly name = 'PriceTooHighError';
  readonly price: bigint;
  readonly limit: bigint;

  constructor(price: bigint, limit: bigint) {
    super(`the price is ${price}; the limit is ${limit}`);
    this.price = price;
    this.limit = limit;
  }
}

/** The next voucher would owe more than the channel holds. Nothing was signed. */
export class ChannelExhaustedError extends PayerError {
  override readonly name = 'ChannelExhaustedError';
  readonly needed: bigint;
  readonly funded: bigint;

  constructor(needed: bigint, funded: bigint) {
    super(`the next voucher would owe ${needed}; the channel holds ${funded}`);
    this.needed = needed;
    this.funded = funded;
  }
}

/** The gateway does not take payment from this channel: another chain, escrow, receiver or token. Nothing was signed. */
export class TermsMismatchError extends PayerError {
  override readonly name = 'TermsMismatchError';
}

/** The gateway's 402 cannot be understood. */
export class PaymentRequiredInvalidError extends PayerError {
  override readonly name = 'PaymentRequiredInvalidError';
}

/** The gateway refuses the voucher, and what it says gives no reason to sign another. */
export class PaymentRefusedError extends PayerError {
  override readonly name = 'PaymentRefusedError';
  readonly status: number;

  constructor(status: number, reason: string) {
    super(`the gateway answered ${status}: ${reason}`);
    this.status = status;
  }
}

/** The answer was paid for, but its receipt is missing or wrong. */
export class ReceiptInvalidError extends PayerError {
  override readonly name = 'ReceiptInvalidError';
}

/** The gateway does not consent to end the channel with what the payer counts. */
export class CloseRefusedError extends PayerError {
  override readonly name = 'CloseRefusedError';
}

/** The request could not be brought to an end. It may be sent again: the same request costs nothing twice. */
export class ConnectionError extends PayerError {
  override readonly name = 'ConnectionError';
  /** The channel that paid. */
  readonly channelId: Hex;
  readonly cumulativeAmount: bigint;

  constructor(channelId: Hex, cumulativeAmount: bigint, options: ErrorOptions) {
    super(`no answer to the voucher of ${cumulativeAmount}`, options);
    this.channelId = channelId;
    this.cumulativeAmount = cumulativeAmount;
  }
}
