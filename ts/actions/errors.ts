import type { Address, Hash, Hex } from 'viem';
import { TallystickError } from '../protocol/errors.ts';
import type { ChannelStatus } from './internal/names.ts';

export { MalformedSignatureError, TallystickError } from '../protocol/errors.ts';

// -------------------------------------------------------------------------------------------- found before anything is sent

/** A number is outside what its field holds. */
export class ValueOutOfRangeError extends TallystickError<{
  field: string;
  value: bigint | number;
  minimum: bigint | number;
  maximum: bigint | number;
}> {
  override name = 'ValueOutOfRangeError';
  constructor(values: ValueOutOfRangeError['values']) {
    super(`${values.field} is ${values.value}, allowed are ${values.minimum} to ${values.maximum}`, values);
  }
}

/** Neither the client nor the parameters name an account to act as. */
export class AccountRequiredError extends TallystickError {
  override name = 'AccountRequiredError';
  constructor() {
    super('no account to act as: give the client one, or pass `account`', {});
  }
}

/** No deployment of the escrow is known for the chain. */
export class EscrowUnknownError extends TallystickError<{ chainId: number }> {
  override name = 'EscrowUnknownError';
  constructor(values: EscrowUnknownError['values'], options?: ErrorOptions) {
    super(`no InferenceEscrow is known on chain ${values.chainId}: pass its address as \`escrow\``, values, options);
  }
}

/** The account that would sign is not the one whose signature is needed. */
export class WrongSignerError extends TallystickError<{ account: Address; required: Address }> {
  override name = 'WrongSignerError';
  constructor(values: WrongSignerError['values']) {
    super(`account ${values.account} cannot sign for ${values.required}`, values);
  }
}

// ------------------------------------------------------------------------------------------------------ the ledger refused

/** The prepaid balance is smaller than what was asked of it. `PrepaidLedger_InsufficientBalance`. */
export class InsufficientBalanceError extends TallystickError<{ balance: bigint; amount: bigint }> {
  override name = 'InsufficientBalanceError';
  constructor(values: InsufficientBalanceError['values'], options?: ErrorOptions) {
    super(`prepaid balance is ${values.balance}, needed is ${values.amount}`, values, options);
  }
}

/** The deposit brought nothing. `PrepaidLedger_NothingReceived`. */
export class NothingReceivedError extends TallystickError<{ token: Address }> {
  override name = 'NothingReceivedError';
  constructor(values: NothingReceivedError['values'], options?: ErrorOptions) {
    super(`the deposit brought nothing of token ${values.token}`, values, options);
  }
}

/** Money cannot go to this address: it is zero or the escrow itself. `Payments_InvalidAccount`. */
export class InvalidAccountError extends TallystickError<{ account: Address }> {
  override name = 'InvalidAccountError';
  constructor(values: InvalidAccountError['values'], options?: ErrorOptions) {
    super(`money cannot go to ${values.account}: it is zero or the escrow itself`, values, options);
  }
}

/** A token was asked for and address zero, the native coin, was given. `Payments_TokenIsNative`. */
export class TokenIsNativeError extends TallystickError {
  override name = 'TokenIsNativeError';
  constructor(options?: ErrorOptions) {
    super('address zero stands for the native coin: deposit it with `depositNative`', {}, options);
  }
}

/** There is no contract at the token's address. `Payments_NotAToken`. */
export class NotATokenError extends TallystickError<{ token: Address }> {
  override name = 'NotATokenError';
  constructor(values: NotATokenError['values'], options?: ErrorOptions) {
    super(`there is no contract at the token's address ${values.token}`, values, options);
  }
}

/**
 * The token neither reverted a payout nor confirmed it, so the escrow undid everything; `post` credits instead.
 * `PrepaidLedger_TransferNotConfirmed`.
 */
export class TransferNotConfirmedError extends TallystickError<{ token: Address }> {
  override name = 'TransferNotConfirmedError';
  constructor(values: TransferNotConfirmedError['values'], options?: ErrorOptions) {
    super(
      `token ${values.token} did not confirm the payout: post the vouchers instead of settling them`,
      values,
      options,
    );
  }
}

/** The receiver refused the native coin. `Payments_NativeTransferFailed`. */
export class NativeTransferFailedError extends TallystickError<{ to: Address; amount: bigint }> {
  override name = 'NativeTransferFailedError';
  constructor(values: NativeTransferFailedError['values'], options?: ErrorOptions) {
    super(`${values.to} refused ${values.amount} of the native coin`, values, options);
  }
}

/** The escrow may spend less of the token than the deposit needs. `ERC20InsufficientAllowance` of the token. */
export class InsufficientAllowanceError extends TallystickError<{
  spender: Address;
  allowance: bigint;
  needed: bigint;
}> {
  override name = 'InsufficientAllowanceError';
  constructor(values: InsufficientAllowanceError['values'], options?: ErrorOptions) {
    super(`${values.spender} may spend ${values.allowance} of the token, needed is ${values.needed}`, values, options);
  }
}

/** The account owns less of the token than was asked of it. `ERC20InsufficientBalance` of the token. */
export class InsufficientTokensError extends TallystickError<{ account: Address; balance: bigint; needed: bigint }> {
  override name = 'InsufficientTokensError';
  constructor(values: InsufficientTokensError['values'], options?: ErrorOptions) {
    super(`${values.account} owns ${values.balance} of the token, needed is ${values.needed}`, values, options);
  }
}

// ---------------------------------------------------------------------------------------------------- the channel refused

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

/** The chain's time is at or past the deadline. `InferenceEscrow_DeadlinePassed`. */
export class DeadlinePassedError extends TallystickError<{ timestamp: bigint; deadline: bigint }> {
  override name = 'DeadlinePassedError';
  constructor(values: DeadlinePassedError['values'], options?: ErrorOptions) {
    super(`deadline was ${values.deadline}, the chain's time is ${values.timestamp}`, values, options);
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

/** Another account may do this. `InferenceEscrow_NotAllowed`. */
export class NotAllowedError extends TallystickError<{ caller: Address; allowed: Address }> {
  override name = 'NotAllowedError';
  constructor(values: NotAllowedError['values'], options?: ErrorOptions) {
    super(`caller is ${values.caller}, only ${values.allowed} may do this`, values, options);
  }
}

/** A signature is missing, or is not one of `account` for this purpose and content. `InferenceEscrow_InvalidSignature`. */
export class InvalidSignatureError extends TallystickError<{ account: Address }> {
  override name = 'InvalidSignatureError';
  constructor(values: InvalidSignatureError['values'], options?: ErrorOptions) {
    super(`no valid signature of ${values.account} for this purpose and content`, values, options);
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

/** The contract or the token reverted for a reason that is not the escrow's own, such as a token's own error. */
export class ContractRevertedError extends TallystickError<{ functionName: string; reason: string }> {
  override name = 'ContractRevertedError';
  constructor(values: ContractRevertedError['values'], options?: ErrorOptions) {
    super(`${values.functionName} reverted: ${values.reason}`, values, options);
  }
}

// ----------------------------------------------------------------------------------------------------------- found afterwards

/** The transaction was mined and reverted, although its simulation had passed. */
export class TransactionRevertedError extends TallystickError<{ hash: Hash }> {
  override name = 'TransactionRevertedError';
  constructor(values: TransactionRevertedError['values']) {
    super(`transaction ${values.hash} reverted`, values);
  }
}

/** The transaction emitted no such event of the escrow. */
export class EventNotFoundError extends TallystickError<{ hash: Hash; eventName: string; escrow: Address }> {
  override name = 'EventNotFoundError';
  constructor(values: EventNotFoundError['values']) {
    super(`transaction ${values.hash} has no ${values.eventName} of ${values.escrow}`, values);
  }
}

/** The events contradict each other: the first block lies after the escrow's deployment, or logs are missing. */
export class IncompleteHistoryError extends TallystickError<{
  blockNumber: bigint;
  eventName: string;
  reason: string;
}> {
  override name = 'IncompleteHistoryError';
  constructor(values: IncompleteHistoryError['values']) {
    super(`events are missing before ${values.eventName} in block ${values.blockNumber}: ${values.reason}`, values);
  }
}

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
