import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Abi, Account, Address, Chain, Client, Hex, Transport } from 'viem';
import { deployContract, waitForTransactionReceipt } from 'viem/actions';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A compiled contract as forge leaves it in `out/`. */
export type Artifact = { abi: Abi; bytecode: { object: Hex }; deployedBytecode: { object: Hex } };

/** Reads the artifact of `contract` from `out/`, where `forge build` put it. `file` is its source's name, if another. */
export function readArtifact(contract: string, file: string = contract): Artifact {
  return JSON.parse(readFileSync(join(root, 'out', `${file}.sol`, `${contract}.json`), 'utf8'));
}

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
