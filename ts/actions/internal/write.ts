import type { Abi, ContractFunctionArgs, ContractFunctionName, Hash } from 'viem';
import { simulateContract, writeContract } from 'viem/actions';
import { type AccountParameter, type ActionClient, resolveAccount, resolveAddress } from './client.ts';
import type { AddressParameter, Contract } from './contracts/contract.ts';
import { toTallystickError } from './reverts.ts';

/** What every action that sends a transaction takes. */
export type WriteParameters = AccountParameter & {
  /** Gas limit. Default: the node's estimate. */
  gas?: bigint | undefined;
  /** The transaction's nonce. Default: the account's next. */
  nonce?: number | undefined;
  /** Wei per gas, tip included. Default: the node's estimate. */
  maxFeePerGas?: bigint | undefined;
  /** Wei per gas. Default: the node's estimate. */
  maxPriorityFeePerGas?: bigint | undefined;
};

type WriteFunction<abi extends Abi> = ContractFunctionName<abi, 'nonpayable' | 'payable'>;

type Call<abi extends Abi, name extends WriteFunction<abi>> = {
  functionName: name;
  args: ContractFunctionArgs<abi, 'nonpayable' | 'payable', name>;
  value?: bigint;
};

/** Simulates a call of the contract, sends it if that passes, and returns the transaction's hash. */
export async function write<parameter extends string, abi extends Abi, name extends WriteFunction<abi>>(
  client: ActionClient,
  contract: Contract<parameter, abi>,
  parameters: WriteParameters & AddressParameter<parameter>,
  call: Call<abi, name>,
): Promise<Hash> {
  const { gas, nonce, maxFeePerGas, maxPriorityFeePerGas } = parameters;
  const account = resolveAccount(client, parameters);
  const address = await resolveAddress(client, contract, parameters);
  const transaction = { gas, nonce, maxFeePerGas, maxPriorityFeePerGas, account, chain: client.chain ?? null };
  const request = { ...transaction, ...call, abi: contract.abi, address };
  try {
    await simulateContract(client, request as never);
    return await writeContract(client, request as never);
  } catch (error) {
    throw toTallystickError(contract, error);
  }
}
