import type { Address, Hash } from 'viem';
import { TallystickError } from '../../protocol/errors.ts';

// --------------------------------------------------------------------------------------------- found before anything is sent

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

/** No deployment of the contract is known for the chain, and the call does not name one by its `parameter`. */
export class ContractUnknownError extends TallystickError<{ contract: string; parameter: string; chainId: number }> {
  override name = 'ContractUnknownError';
  constructor(values: ContractUnknownError['values'], options?: ErrorOptions) {
    const { contract, parameter, chainId } = values;
    super(`no ${contract} is known on chain ${chainId}: pass its address as \`${parameter}\``, values, options);
  }
}

/** The account that would sign is not the one whose signature is needed. */
export class WrongSignerError extends TallystickError<{ account: Address; required: Address }> {
  override name = 'WrongSignerError';
  constructor(values: WrongSignerError['values']) {
    super(`account ${values.account} cannot sign for ${values.required}`, values);
  }
}

// --------------------------------------------------------------------- refused by a contract, for a reason that several have

/**
 * The chain's time is at or past the deadline. `InferenceEscrow_DeadlinePassed`, `ModelLicense_DeadlinePassed`,
 * `AccessGrants_DeadlinePassed`.
 */
export class DeadlinePassedError extends TallystickError<{ timestamp: bigint; deadline: bigint }> {
  override name = 'DeadlinePassedError';
  constructor(values: DeadlinePassedError['values'], options?: ErrorOptions) {
    super(`deadline was ${values.deadline}, the chain's time is ${values.timestamp}`, values, options);
  }
}

/** Another account may do this. `InferenceEscrow_NotAllowed`, `ModelRegistry_NotAllowed`, `AccessGrants_NotOwner`. */
export class NotAllowedError extends TallystickError<{ caller: Address; allowed: Address }> {
  override name = 'NotAllowedError';
  constructor(values: NotAllowedError['values'], options?: ErrorOptions) {
    super(`caller is ${values.caller}, only ${values.allowed} may do this`, values, options);
  }
}

/**
 * A signature is missing, or is not one of `account` for this purpose and content. `InferenceEscrow_InvalidSignature`,
 * `ModelLicense_InvalidSignature`, `AccessGrants_InvalidSignature`.
 */
export class InvalidSignatureError extends TallystickError<{ account: Address }> {
  override name = 'InvalidSignatureError';
  constructor(values: InvalidSignatureError['values'], options?: ErrorOptions) {
    super(`no valid signature of ${values.account} for this purpose and content`, values, options);
  }
}

/** The contract or the token reverted for a reason that is not the contract's own, such as a token's own error. */
export class ContractRevertedError extends TallystickError<{ functionName: string; reason: string }> {
  override name = 'ContractRevertedError';
  constructor(values: ContractRevertedError['values'], options?: ErrorOptions) {
    super(`${values.functionName} reverted: ${values.reason}`, values, options);
  }
}

// ---------------------------------------------------------------------------------------------------------- found afterwards

/** The transaction was mined and reverted, although its simulation had passed. */
export class TransactionRevertedError extends TallystickError<{ hash: Hash }> {
  override name = 'TransactionRevertedError';
  constructor(values: TransactionRevertedError['values']) {
    super(`transaction ${values.hash} reverted`, values);
  }
}

/** The transaction emitted no such event of the contract at `address`. */
export class EventNotFoundError extends TallystickError<{ hash: Hash; eventName: string; address: Address }> {
  override name = 'EventNotFoundError';
  constructor(values: EventNotFoundError['values']) {
    super(`transaction ${values.hash} has no ${values.eventName} of ${values.address}`, values);
  }
}

/** The events contradict each other: the first block lies after the contract's deployment, or logs are missing. */
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
