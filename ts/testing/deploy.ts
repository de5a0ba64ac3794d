import type { Account, Address, Chain, Client, Transport } from 'viem';
import { deployContract, waitForTransactionReceipt } from 'viem/actions';
import { readArtifact } from '../deployment/artifact.ts';
import { type Addresses, byParameter, CONTRACTS, type ContractName } from '../deployment/contracts.ts';

/** Deploys a compiled contract of the source `file` and returns its address once it is mined. */
export async function deployArtifact(
  client: Client<Transport, Chain, Account>,
  contract: string,
  args: readonly unknown[] = [],
  file: string = contract,
): Promise<Address> {
  const { abi, bytecode } = readArtifact(contract, file);
  const hash = await deployContract(client, { abi, bytecode: bytecode.object, args });
  const receipt = await waitForTransactionReceipt(client, { hash });
  if (!receipt.contractAddress) throw new Error(`${contract}: transaction ${hash} deployed nothing`);
  return receipt.contractAddress;
}

/** Deploys every contract anew, each with a transaction of its own, and returns where they are. */
export async function deployContracts(deploy: (contract: ContractName) => Promise<Address>): Promise<Addresses> {
  const contracts: Partial<Record<ContractName, Address>> = {};
  for (const contract of CONTRACTS) contracts[contract] = await deploy(contract);
  return byParameter(contracts as Record<ContractName, Address>);
}
