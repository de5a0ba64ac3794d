import { type Address, erc20Abi, type Hash } from 'viem';
import { writeContract } from 'viem/actions';
import { requireToken, requireUint } from './checks.ts';
import { type ActionClient, resolveAccount, resolveAddress } from './client.ts';
import type { AddressParameter, Contract } from './contracts/contract.ts';
import { toTallystickError } from './reverts.ts';
import type { WriteParameters } from './write.ts';

/** What `approve` takes for every contract. */
export type AllowanceParameters = WriteParameters & {
  /** The ERC-20. */
  token: Address;
  /** What the contract may take at most, in the token's smallest unit. Replaces what was allowed before. */
  amount: bigint;
};

/** Allows the contract to take tokens of the account. Tokens that return nothing are sent to all the same. */
export async function allowContract<parameter extends string>(
  client: ActionClient,
  contract: Contract<parameter>,
  parameters: AllowanceParameters & AddressParameter<parameter>,
): Promise<Hash> {
  const { token, amount, gas, nonce, maxFeePerGas, maxPriorityFeePerGas } = parameters;
  requireToken(token);
  requireUint('amount', amount, 256);
  const spender = await resolveAddress(client, contract, parameters);
  const account = resolveAccount(client, parameters);
  const transaction = { gas, nonce, maxFeePerGas, maxPriorityFeePerGas, account, chain: client.chain ?? null };
  const call = { abi: erc20Abi, address: token, functionName: 'approve', args: [spender, amount] } as const;
  try {
    return await writeContract(client, { ...transaction, ...call } as never);
  } catch (error) {
    throw toTallystickError(contract, error);
  }
}
