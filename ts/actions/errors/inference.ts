import type { Address, Hex } from 'viem';
import { TallystickError } from '../../protocol/errors.ts';
import type { ChannelStatus } from '../internal/names.ts';

// ------------------------------------------------------------------------------------------------------- the channel refused

/** The batch is empty or no whole number of rows. `InferenceEscrow_MalformedVouchers`. */
export class MalformedVouchersError extends TallystickError<{ length: bigint; rowLength: bigint }> {
  override name = 'MalformedVouchersError';
  constructor(values: MalformedVouchersError['values'], options?: ErrorOptions) {
    super(`the batch has ${values.length} bytes, a multiple of ${values.rowLength} above 0 is needed`, values, options);
  }
}

/** A channel is opened or topped up with too little. `InferenceEscrow_AmountTooSmall`. */
export class AmountTooSmallError extends TallystickError<{ amount: bigint; minimum: bigint }> {
  override name = 'AmountTooSmallError';
  constructor(values: AmountTooSmallError['values'], options?: ErrorOptions) {
    super(`amount is ${values.amount}, at least ${values.minimum} is needed`, values, options);
  }
}

/** The notice period is outside what the escrow allows. `InferenceEscrow_NoticeOutOfRange`. */
export class NoticeOutOfRangeError extends TallystickError<{
  noticeSeconds: bigint;
  minimum: bigint;
  maximum: bigint;
}> {
  override name = 'NoticeOutOfRangeError';
  constructor(values: NoticeOutOfRangeError['values'], options?: ErrorOptions) {
    const { noticeSeconds, minimum, maximum } = values;
    super(`notice is ${noticeSeconds} seconds, allowed are ${minimum} to ${maximum}`, values, options);
  }
}

/** The channel's id was used before. `InferenceEscrow_ChannelExists`. */
export class ChannelExistsError extends TallystickError<{ channelId: Hex }> {
  override name = 'ChannelExistsError';
  constructor(values: ChannelExistsError['values'], options?: ErrorOptions) {
    super(`channel ${values.channelId} exists or existed: choose another salt`, values, options);
  }
}

/** The channel's status does not allow this. `InferenceEscrow_WrongStatus`. */
export class WrongStatusError extends TallystickError<{ actual: ChannelStatus; required: ChannelStatus }> {
  override name = 'WrongStatusError';
  constructor(values: WrongStatusError['values'], options?: ErrorOptions) {
    super(`the channel's status is ${values.actual}, needed is ${values.required}`, values, options);
  }
}

/** The channel would hold more than 96 bits. `InferenceEscrow_FundsOverflow`. */
export class FundsOverflowError extends TallystickError<{ total: bigint; maximum: bigint }> {
  override name = 'FundsOverflowError';
  constructor(values: FundsOverflowError['values'], options?: ErrorOptions) {
    super(`the channel would hold ${values.total}, allowed are ${values.maximum}`, values, options);
  }
}

/** The notice period still runs. `InferenceEscrow_NoticeRunning`. */
export class NoticeRunningError extends TallystickError<{ timestamp: bigint; closesAt: bigint }> {
  override name = 'NoticeRunningError';
  constructor(values: NoticeRunningError['values'], options?: ErrorOptions) {
    super(`the notice period ends at ${values.closesAt}, the chain's time is ${values.timestamp}`, values, options);
  }
}

/** The final amount is below what was claimed or above what the channel holds. `InferenceEscrow_FinalAmountOutOfRange`. */
export class FinalAmountOutOfRangeError extends TallystickError<{
  finalAmount: bigint;
  minimum: bigint;
  maximum: bigint;
}> {
  override name = 'FinalAmountOutOfRangeError';
  constructor(values: FinalAmountOutOfRangeError['values'], options?: ErrorOptions) {
    super(`final amount is ${values.finalAmount}, allowed are ${values.minimum} to ${values.maximum}`, values, options);
  }
}

// --------------------------------------------------------------------------------------------------- a receipt shows nothing

/** The receipt is for another request. */
export class RequestMismatchError extends TallystickError<{ expected: Hex; actual: Hex }> {
  override name = 'RequestMismatchError';
  constructor(values: RequestMismatchError['values']) {
    super(`the receipt is for request ${values.expected}, this one is ${values.actual}`, values);
  }
}

/** The receipt is for another response. */
export class ResponseMismatchError extends TallystickError<{ expected: Hex; actual: Hex }> {
  override name = 'ResponseMismatchError';
  constructor(values: ResponseMismatchError['values']) {
    super(`the receipt is for response ${values.expected}, this one is ${values.actual}`, values);
  }
}

/** The receipt's signature is not the provider's. */
export class ReceiptSignatureError extends TallystickError<{ provider: Address; chainId: number; escrow: Address }> {
  override name = 'ReceiptSignatureError';
  constructor(values: ReceiptSignatureError['values']) {
    const { provider, chainId, escrow } = values;
    super(`no valid signature of provider ${provider} for escrow ${escrow} on chain ${chainId}`, values);
  }
}
