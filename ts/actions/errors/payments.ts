import type { Address } from 'viem';
import { TallystickError } from '../../protocol/errors.ts';

// --------------------------------------------------------------------------------------------------------- money cannot move

/** Nothing can be this account's: it is zero or the contract itself. `Payments_InvalidAccount`. */
export class InvalidAccountError extends TallystickError<{ account: Address }> {
  override name = 'InvalidAccountError';
  constructor(values: InvalidAccountError['values'], options?: ErrorOptions) {
    super(`nothing can be ${values.account}'s: it is zero or the contract itself`, values, options);
  }
}

/** A token was asked for and address zero, the native coin, was given. `Payments_TokenIsNative`. */
export class TokenIsNativeError extends TallystickError {
  override name = 'TokenIsNativeError';
  constructor(options?: ErrorOptions) {
    super('address zero stands for the native coin: pay it with `depositNative`, `acquire` or `purchase`', {}, options);
  }
}

/** There is no contract at the token's address. `Payments_NotAToken`. */
export class NotATokenError extends TallystickError<{ token: Address }> {
  override name = 'NotATokenError';
  constructor(values: NotATokenError['values'], options?: ErrorOptions) {
    super(`there is no contract at the token's address ${values.token}`, values, options);
  }
}

/** The receiver refused the native coin. `Payments_NativeTransferFailed`. */
export class NativeTransferFailedError extends TallystickError<{ to: Address; amount: bigint }> {
  override name = 'NativeTransferFailedError';
  constructor(values: NativeTransferFailedError['values'], options?: ErrorOptions) {
    super(`${values.to} refused ${values.amount} of the native coin`, values, options);
  }
}

// -------------------------------------------------------------------------------------------------------- the ledger refused

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

// --------------------------------------------------------------------------------------------------------- the token refused

/** The contract may spend less of the token than it was to take. `ERC20InsufficientAllowance` of the token. */
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
