import { BaseError, ContractFunctionRevertedError, decodeErrorResult, type Hex, parseAbi } from 'viem';
import { inferenceEscrowAbi } from '../../generated/contracts.ts';
import {
  AmountTooSmallError,
  ChannelExistsError,
  ContractRevertedError,
  DeadlinePassedError,
  FinalAmountOutOfRangeError,
  FundsOverflowError,
  InsufficientAllowanceError,
  InsufficientBalanceError,
  InsufficientTokensError,
  InvalidAccountError,
  InvalidSignatureError,
  MalformedVouchersError,
  NativeTransferFailedError,
  NotAllowedError,
  NotATokenError,
  NothingReceivedError,
  NoticeOutOfRangeError,
  NoticeRunningError,
  type TallystickError,
  TokenIsNativeError,
  TransferNotConfirmedError,
  WrongStatusError,
} from '../errors.ts';
import { channelStatuses, nameAt } from './names.ts';

const tokenErrorsAbi = parseAbi([
  'error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)',
  'error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)',
]);

/** The escrow's functions and errors, and the errors of ERC-6093 that tokens pass through it. */
export const escrowAbi = [...inferenceEscrowAbi, ...tokenErrorsAbi] as const;

/** The error to throw for one that viem threw: a class of this package for a revert, and `error` itself otherwise. */
export function toTallystickError(error: unknown): unknown {
  if (!(error instanceof BaseError)) return error;
  const reverted = error.walk((cause) => cause instanceof ContractFunctionRevertedError);
  if (!(reverted instanceof ContractFunctionRevertedError)) return error;
  const known = reverted.data && reverted.raw && fromRevertData(reverted.raw, { cause: error });
  return known || new ContractRevertedError(describe(error, reverted), { cause: error });
}

function describe(error: BaseError, { data, reason, signature }: ContractFunctionRevertedError) {
  const functionName = 'functionName' in error ? String(error.functionName) : 'the call';
  const unknown = signature ? `error ${signature} of the token` : 'no reason given';
  const named = data && data.errorName !== 'Error' ? `${data.errorName}(${(data.args ?? []).join(', ')})` : undefined;
  return { functionName, reason: reason ?? named ?? unknown };
}

function fromRevertData(data: Hex, options: ErrorOptions): TallystickError | undefined {
  const { errorName, args } = decodeErrorResult({ abi: escrowAbi, data });
  switch (errorName) {
    case 'PrepaidLedger_InsufficientBalance':
      return new InsufficientBalanceError({ balance: args[0], amount: args[1] }, options);
    case 'PrepaidLedger_NothingReceived':
      return new NothingReceivedError({ token: args[0] }, options);
    case 'Payments_InvalidAccount':
      return new InvalidAccountError({ account: args[0] }, options);
    case 'Payments_TokenIsNative':
      return new TokenIsNativeError(options);
    case 'Payments_NotAToken':
      return new NotATokenError({ token: args[0] }, options);
    case 'PrepaidLedger_TransferNotConfirmed':
      return new TransferNotConfirmedError({ token: args[0] }, options);
    case 'Payments_NativeTransferFailed':
      return new NativeTransferFailedError({ to: args[0], amount: args[1] }, options);
    case 'ERC20InsufficientAllowance':
      return new InsufficientAllowanceError({ spender: args[0], allowance: args[1], needed: args[2] }, options);
    case 'ERC20InsufficientBalance':
      return new InsufficientTokensError({ account: args[0], balance: args[1], needed: args[2] }, options);
    case 'InferenceEscrow_MalformedVouchers':
      return new MalformedVouchersError({ length: args[0], rowLength: args[1] }, options);
    case 'InferenceEscrow_AmountTooSmall':
      return new AmountTooSmallError({ amount: args[0], minimum: args[1] }, options);
    case 'InferenceEscrow_NoticeOutOfRange':
      return new NoticeOutOfRangeError({ noticeSeconds: args[0], minimum: args[1], maximum: args[2] }, options);
    case 'InferenceEscrow_DeadlinePassed':
      return new DeadlinePassedError({ timestamp: args[0], deadline: args[1] }, options);
    case 'InferenceEscrow_ChannelExists':
      return new ChannelExistsError({ channelId: args[0] }, options);
    case 'InferenceEscrow_WrongStatus': {
      const [actual, required] = args;
      const values = { actual: nameAt(channelStatuses, actual), required: nameAt(channelStatuses, required) };
      return new WrongStatusError(values, options);
    }
    case 'InferenceEscrow_NotAllowed':
      return new NotAllowedError({ caller: args[0], allowed: args[1] }, options);
    case 'InferenceEscrow_InvalidSignature':
      return new InvalidSignatureError({ account: args[0] }, options);
    case 'InferenceEscrow_FundsOverflow':
      return new FundsOverflowError({ total: args[0], maximum: args[1] }, options);
    case 'InferenceEscrow_NoticeRunning':
      return new NoticeRunningError({ timestamp: args[0], closesAt: args[1] }, options);
    case 'InferenceEscrow_FinalAmountOutOfRange':
      return new FinalAmountOutOfRangeError({ finalAmount: args[0], minimum: args[1], maximum: args[2] }, options);
    default:
      return undefined;
  }
}
