import { type Address, type Hex, numberToHex, parseAbi } from 'viem';
import { getBlock, readContract, signTypedData } from 'viem/actions';
import { splitSignature } from '../../protocol/signature.ts';
import { requireToken, requireUint } from './checks.ts';
import { type AccountParameter, type ActionClient, resolveAccount, resolveDomain } from './client.ts';
import type { AddressParameter, Contract } from './contracts/contract.ts';
import { resolveTokenDomain, type TokenDomain } from './tokenDomain.ts';

const noncesAbi = parseAbi(['function nonces(address owner) view returns (uint256)']);

const DEFAULT_SECONDS = 3_600n;

const permitTypes = {
  Permit: [
    { name: 'owner', type: 'address' },
    { name: 'spender', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const;

/** What is signed as a permit, whichever contract it is for. */
export type PermitTerms = {
  /** The ERC-20, which offers EIP-2612. */
  token: Address;
  /** What the contract may take, in the token's smallest unit. */
  amount: bigint;
  /** Unix seconds; the permit is not valid after this time. */
  deadline: bigint;
  /** What the token's signatures are bound to, if it cannot be asked. */
  tokenDomain?: TokenDomain | undefined;
};

/** A permit as contracts take it. */
export type SplitPermit = { deadline: bigint; v: number; r: Hex; s: Hex };

/** Signs an EIP-2612 permit of the account's tokens for the contract, with the token's next nonce. */
export async function signTokenPermit<parameter extends string>(
  client: ActionClient,
  contract: Contract<parameter>,
  parameters: AccountParameter & AddressParameter<parameter> & PermitTerms,
): Promise<Hex> {
  const { token, amount, deadline, tokenDomain } = parameters;
  requireToken(token);
  requireUint('amount', amount, 256);
  requireUint('deadline', deadline, 256);
  const account = resolveAccount(client, parameters);
  const domain = await resolveDomain(client, contract, parameters);
  const owner = account.address;
  const [nonce, signed] = await Promise.all([
    readContract(client, { abi: noncesAbi, address: token, functionName: 'nonces', args: [owner] }),
    resolveTokenDomain(client, token, domain.chainId, tokenDomain),
  ]);
  const message = { owner, spender: domain[contract.parameter], value: amount, nonce, deadline };
  return signTypedData(client, { account, domain: signed, types: permitTypes, primaryType: 'Permit', message });
}

/** An hour after the latest block. */
export async function defaultDeadline(client: ActionClient): Promise<bigint> {
  return (await getBlock(client)).timestamp + DEFAULT_SECONDS;
}

/** Throws {@link MalformedSignatureError}. */
export function splitPermit(signature: Hex, deadline: bigint): SplitPermit {
  const { r, s, yParity } = splitSignature(signature);
  return { deadline, v: 27 + yParity, r, s: numberToHex(s, { size: 32 }) };
}
