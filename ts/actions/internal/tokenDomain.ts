import { type Address, erc20Abi, parseAbi, type TypedDataDomain } from 'viem';
import { readContract } from 'viem/actions';
import type { ActionClient } from './client.ts';
import { readIfOffered } from './readIfOffered.ts';

const domainAbi = parseAbi([
  'function eip712Domain() view returns (bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)',
  'function version() view returns (string)',
]);

/** What a token's signatures are bound to, as far as the caller knows better than the token tells. */
export type TokenDomain = {
  /** Default: what `eip712Domain()` says (EIP-5267), else `name()`. */
  name?: string | undefined;
  /** Default: what `eip712Domain()` says, else `version()`, else `1`. */
  version?: string | undefined;
};

/** The EIP-712 domain that a token checks its permits and authorisations against. */
export async function resolveTokenDomain(
  client: ActionClient,
  token: Address,
  chainId: number,
  known: TokenDomain = {},
): Promise<TypedDataDomain> {
  const { name, version } = known;
  if (name !== undefined && version !== undefined) return { name, version, chainId, verifyingContract: token };

  const described = await readIfOffered(
    readContract(client, { abi: domainAbi, address: token, functionName: 'eip712Domain' }),
  );
  return {
    name:
      name ?? described?.[1] ?? (await readContract(client, { abi: erc20Abi, address: token, functionName: 'name' })),
    version: version ?? described?.[2] ?? (await readVersion(client, token)),
    chainId,
    verifyingContract: token,
  };
}

async function readVersion(client: ActionClient, token: Address) {
  const version = await readIfOffered(
    readContract(client, { abi: domainAbi, address: token, functionName: 'version' }),
  );
  return version ?? '1';
}
