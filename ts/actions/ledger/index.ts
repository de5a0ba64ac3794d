export type { ReplayedChannel } from '../internal/replay.ts';
export type { TokenDomain } from '../internal/tokenDomain.ts';
export {
  type WaitForTransactionParameters,
  type WaitForTransactionReturnType,
  waitForTransaction,
} from '../waitForTransaction.ts';
export { type ApproveParameters, type ApproveReturnType, approve } from './approve.ts';
export { type DepositParameters, type DepositReturnType, deposit } from './deposit.ts';
export { type DepositNativeParameters, type DepositNativeReturnType, depositNative } from './depositNative.ts';
export {
  type DepositWithAuthorizationParameters,
  type DepositWithAuthorizationReturnType,
  depositWithAuthorization,
} from './depositWithAuthorization.ts';
export {
  type DepositWithPermitParameters,
  type DepositWithPermitReturnType,
  depositWithPermit,
  type SignPermitParameters,
  type SignPermitReturnType,
  signPermit,
} from './depositWithPermit.ts';
export { type GetBalanceParameters, type GetBalanceReturnType, getBalance } from './getBalance.ts';
export {
  type GetLiabilitiesParameters,
  type GetLiabilitiesReturnType,
  getLiabilities,
  type TokenLiability,
} from './getLiabilities.ts';
export {
  type DepositAuthorization,
  depositNonce,
  type SignDepositAuthorizationParameters,
  type SignDepositAuthorizationReturnType,
  signDepositAuthorization,
} from './signDepositAuthorization.ts';
export {
  type EscrowEventName,
  type WaitForEventParameters,
  type WaitForEventReturnType,
  waitForEvent,
} from './waitForEvent.ts';
export { type WithdrawParameters, type WithdrawReturnType, withdraw } from './withdraw.ts';
