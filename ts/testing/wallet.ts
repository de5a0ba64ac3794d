import { readFileSync } from 'node:fs';
import { type Address, getAddress } from 'viem';
import type { TestClient } from './context.ts';
import type { Artifact } from './deploy.ts';

const artifact = new URL('../../out/WalletMocks.sol/WalletMock.json', import.meta.url);

/** Deploys a contract account that honours its owner's ECDSA signatures by ERC-1271. */
export async function deployWallet(client: TestClient, owner: Address): Promise<Address> {
  const { abi, bytecode }: Artifact = JSON.parse(readFileSync(artifact, 'utf8'));
  const hash = await client.deployContract({ abi, bytecode: bytecode.object, args: [owner] });
  const { contractAddress } = await client.inference.waitForTransaction({ hash });
  if (!contractAddress) throw new Error(`transaction ${hash} deployed no wallet`);
  return getAddress(contractAddress);
}
