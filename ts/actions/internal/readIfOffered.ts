import { ContractFunctionExecutionError, ContractFunctionRevertedError, ContractFunctionZeroDataError } from 'viem';

/** What a contract answers, or `undefined` if it reverts or has no such function; any other failure is thrown on. */
export async function readIfOffered<value>(reading: Promise<value>): Promise<value | undefined> {
  try {
    return await reading;
  } catch (error) {
    const cause = error instanceof ContractFunctionExecutionError ? error.cause : undefined;
    const answered = cause instanceof ContractFunctionRevertedError || cause instanceof ContractFunctionZeroDataError;
    if (answered) return undefined;
    throw error;
  }
}
