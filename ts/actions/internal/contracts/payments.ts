import { parseAbi } from 'viem';
import { inferenceEscrowAbi } from '../../../generated/contracts.ts';
import {
  InsufficientAllowanceError,
  InsufficientTokensError,
  InvalidAccountError,
  NativeTransferFailedError,
  NotATokenError,
  TokenIsNativeError,
} from '../../errors/index.ts';
import type { ContractErrors } from './contract.ts';

/** The errors of ERC-6093 that tokens pass through a contract. */
export const tokenErrorsAbi = parseAbi([
  'error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)',
  'error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)',
]);

const abi = [...inferenceEscrowAbi, ...tokenErrorsAbi] as const;

/** Those of `Payments`, which every contract that moves money has, and of the tokens. */
export const paymentsErrors = {
  Payments_InvalidAccount: ([account], options) => new InvalidAccountError({ account }, options),
  Payments_TokenIsNative: (_, options) => new TokenIsNativeError(options),
  Payments_NotAToken: ([token], options) => new NotATokenError({ token }, options),
  Payments_NativeTransferFailed: ([to, amount], options) => new NativeTransferFailedError({ to, amount }, options),
  ERC20InsufficientAllowance: ([spender, allowance, needed], options) =>
    new InsufficientAllowanceError({ spender, allowance, needed }, options),
  ERC20InsufficientBalance: ([account, balance, needed], options) =>
    new InsufficientTokensError({ account, balance, needed }, options),
} satisfies Partial<ContractErrors<typeof abi>>;
