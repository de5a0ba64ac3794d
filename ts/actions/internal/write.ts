import type { ContractFunctionArgs, ContractFunctionName, Hash } from 'viem';
import { simulateContract, writeContract } from 'viem/actions';
import {
  type AccountParameter,
  type ActionClient,
  type EscrowParameter,
  resolveAccount,
  resolveEscrow,
} from './client.ts';
import { escrowAbi, toTallystickError } from './reverts.ts';

/** What every action that sends a transaction takes. */
export type WriteParameters = AccountParameter &
  EscrowParameter & {
    /** Gas limit. Default: the node's estimate. */
    gas?: bigint | undefined;
    /** The transaction's nonce. Default: the account's next. */
    nonce?: number | undefined;
    /** Wei per gas, tip included. Default: the node's estimate. */
    maxFeePerGas?: bigint | undefined;
    /** Wei per gas. Default: the node's estimate. */
    maxPriorityFeePerGas?: bigint | undefined;
  };

type WriteFunction = ContractFunctionName<typeof escrowAbi, 'nonpayable' | 'payable'>;

type EscrowCall<name extends WriteFunction> = {
  functionName: name;
  args: ContractFunctionArgs<typeof escrowAbi, 'nonpayable' | 'payable', name>;
  value?: bigint;
};

/** Simulates a call of the escrow, sends it if that passes, and returns the transaction's hash. */
export async function write<name extends WriteFunction>(
  client: ActionClient,
  parameters: WriteParameters,
  call: EscrowCall<name>,
): Promise<Hash> {
  const { account, escrow, ...transaction } = parameters;
  const sender = resolveAccount(client, { account });
  const address = await resolveEscrow(client, { escrow });
  const request = { ...transaction, ...call, abi: escrowAbi, address, account: sender, chain: client.chain ?? null };
  try {
    await simulateContract(client, request as never);
    return await writeContract(client, request as never);
  } catch (error) {
    throw toTallystickError(error);
  }
}
