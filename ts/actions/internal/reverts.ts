import { BaseError, ContractFunctionRevertedError, decodeErrorResult, type Hex } from 'viem';
import { ContractRevertedError, type TallystickError } from '../errors/index.ts';
import type { Contract } from './contracts/contract.ts';

/**
 * The error to throw for one that viem threw at a call for `contract`: a class of this package for a revert, and `error`
 * itself otherwise.
 */
export function toTallystickError(contract: Contract, error: unknown): unknown {
  if (!(error instanceof BaseError)) return error;
  const reverted = error.walk((cause) => cause instanceof ContractFunctionRevertedError);
  if (!(reverted instanceof ContractFunctionRevertedError)) return error;
  const known = reverted.data && reverted.raw && fromRevertData(contract, reverted.raw, { cause: error });
  return known || new ContractRevertedError(describe(error, reverted), { cause: error });
}

function describe(error: BaseError, { data, reason, signature }: ContractFunctionRevertedError) {
  const functionName = 'functionName' in error ? String(error.functionName) : 'the call';
  const unknown = signature ? `error ${signature} of the token` : 'no reason given';
  const named = data && data.errorName !== 'Error' ? `${data.errorName}(${(data.args ?? []).join(', ')})` : undefined;
  return { functionName, reason: reason ?? named ?? unknown };
}

function fromRevertData({ abi, errors }: Contract, data: Hex, options: ErrorOptions): TallystickError | undefined {
  const { errorName, args = [] } = decodeErrorResult({ abi, data });
  return errors[errorName]?.(args as never, options);
}
