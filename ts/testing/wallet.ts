import { type Address, getAddress } from 'viem';
import { readArtifact } from '../deployment/artifact.ts';
import type { TestClient } from './context.ts';

/** Deploys a contract account that honours its owner's ECDSA signatures by ERC-1271. */
export async function deployWallet(client: TestClient, owner: Address): Promise<Address> {
  const { abi, bytecode } = readArtifact('WalletMock', 'WalletMocks');
  const hash = await client.deployContract({ abi, bytecode: bytecode.object, args: [owner] });
  const { contractAddress } = await client.inference.waitForTransaction({ hash });
  if (!contractAddress) throw new Error(`transaction ${hash} deployed no wallet`);
  return getAddress(contractAddress);
}
