import type { Address } from 'viem';
import { inferenceEscrowAbi, inferenceEscrowAddress } from '../../../generated/contracts.ts';
import {
  AmountTooSmallError,
  ChannelExistsError,
  DeadlinePassedError,
  FinalAmountOutOfRangeError,
  FundsOverflowError,
  InsufficientBalanceError,
  InvalidSignatureError,
  MalformedVouchersError,
  NotAllowedError,
  NothingReceivedError,
  NoticeOutOfRangeError,
  NoticeRunningError,
  TransferNotConfirmedError,
  WrongStatusError,
} from '../../errors/index.ts';
import { channelStatuses, nameAt } from '../names.ts';
import type { Contract, ContractErrors } from './contract.ts';
import { paymentsErrors, tokenErrorsAbi } from './payments.ts';

/** What every action of the escrow takes. */
export type EscrowParameter = {
  /** The escrow's address. Default: the deployment on the client's chain that the package knows. */
  escrow?: Address | undefined;
};

const abi = [...inferenceEscrowAbi, ...tokenErrorsAbi] as const;

const errors = {
  ...paymentsErrors,
  PrepaidLedger_InsufficientBalance: ([balance, amount], options) =>
    new InsufficientBalanceError({ balance, amount }, options),
  PrepaidLedger_NothingReceived: ([token], options) => new NothingReceivedError({ token }, options),
  PrepaidLedger_TransferNotConfirmed: ([token], options) => new TransferNotConfirmedError({ token }, options),
  InferenceEscrow_MalformedVouchers: ([length, rowLength], options) =>
    new MalformedVouchersError({ length, rowLength }, options),
  InferenceEscrow_AmountTooSmall: ([amount, minimum], options) => new AmountTooSmallError({ amount, minimum }, options),
  InferenceEscrow_NoticeOutOfRange: ([noticeSeconds, minimum, maximum], options) =>
    new NoticeOutOfRangeError({ noticeSeconds, minimum, maximum }, options),
  InferenceEscrow_DeadlinePassed: ([timestamp, deadline], options) =>
    new DeadlinePassedError({ timestamp, deadline }, options),
  InferenceEscrow_ChannelExists: ([channelId], options) => new ChannelExistsError({ channelId }, options),
  InferenceEscrow_WrongStatus: ([actual, required], options) =>
    new WrongStatusError(
      { actual: nameAt(channelStatuses, actual), required: nameAt(channelStatuses, required) },
      options,
    ),
  InferenceEscrow_NotAllowed: ([caller, allowed], options) => new NotAllowedError({ caller, allowed }, options),
  InferenceEscrow_InvalidSignature: ([account], options) => new InvalidSignatureError({ account }, options),
  InferenceEscrow_FundsOverflow: ([total, maximum], options) => new FundsOverflowError({ total, maximum }, options),
  InferenceEscrow_NoticeRunning: ([timestamp, closesAt], options) =>
    new NoticeRunningError({ timestamp, closesAt }, options),
  InferenceEscrow_FinalAmountOutOfRange: ([finalAmount, minimum, maximum], options) =>
    new FinalAmountOutOfRangeError({ finalAmount, minimum, maximum }, options),
} satisfies ContractErrors<typeof abi>;

/** The contract of `ledger` and `inference`. */
export const inferenceEscrow = {
  name: 'InferenceEscrow',
  parameter: 'escrow',
  abi,
  addresses: inferenceEscrowAddress,
  errors,
} as const satisfies Contract;
