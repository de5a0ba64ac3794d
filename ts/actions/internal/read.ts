import type { Abi, ContractFunctionArgs, ContractFunctionName, ContractFunctionReturnType } from 'viem';
import { readContract } from 'viem/actions';
import { type ActionClient, resolveAddress } from './client.ts';
import type { AddressParameter, Contract } from './contracts/contract.ts';
import { toTallystickError } from './reverts.ts';

/** What every action that reads a contract takes. */
export type ReadParameters = {
  /** Default: the latest block. */
  blockNumber?: bigint | undefined;
};

type ReadFunction<abi extends Abi> = ContractFunctionName<abi, 'view' | 'pure'>;

type Call<abi extends Abi, name extends ReadFunction<abi>> = {
  functionName: name;
  args: ContractFunctionArgs<abi, 'view' | 'pure', name>;
};

/** What a function of the contract returns. */
export async function read<parameter extends string, abi extends Abi, name extends ReadFunction<abi>>(
  client: ActionClient,
  contract: Contract<parameter, abi>,
  parameters: ReadParameters & AddressParameter<parameter>,
  call: Call<abi, name>,
): Promise<ContractFunctionReturnType<abi, 'view' | 'pure', name>> {
  const { blockNumber } = parameters;
  const address = await resolveAddress(client, contract, parameters);
  const request = { ...call, abi: contract.abi, address, ...(blockNumber === undefined ? {} : { blockNumber }) };
  try {
    return (await readContract(client, request as never)) as never;
  } catch (error) {
    throw toTallystickError(contract, error);
  }
}
