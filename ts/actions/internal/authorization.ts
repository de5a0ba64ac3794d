import { type Address, bytesToBigInt, type Hex } from 'viem';
import { signTypedData } from 'viem/actions';
import { requireToken, requireUint } from './checks.ts';
import { type AccountParameter, type ActionClient, resolveAccount, resolveDomain } from './client.ts';
import type { AddressParameter, Contract } from './contracts/contract.ts';
import { resolveTokenDomain, type TokenDomain } from './tokenDomain.ts';

const authorizationTypes = {
  ReceiveWithAuthorization: [
    { name: 'from', type: 'address' },
    { name: 'to', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'validAfter', type: 'uint256' },
    { name: 'validBefore', type: 'uint256' },
    { name: 'nonce', type: 'bytes32' },
  ],
} as const;

/** An EIP-3009 authorisation, as its signer made it; `IPayments.Authorization` in Solidity. */
export type Authorization = {
  /** Whose tokens move. */
  from: Address;
  /** In the token's smallest unit. */
  value: bigint;
  /** Unix seconds; valid strictly after. */
  validAfter: bigint;
  /** Unix seconds; valid strictly before. */
  validBefore: bigint;
  /** Goes into the nonce that was signed, which binds what the tokens are for. */
  salt: bigint;
  /** 65 bytes `r ‖ s ‖ v`, or what a contract account takes. */
  signature: Hex;
};

/** What the signer of an authorisation chooses, whatever the tokens are for. */
export type AuthorizationTerms = {
  /** Unix seconds; valid strictly before. */
  validBefore: bigint;
  /** Unix seconds; valid strictly after. Default: 0. */
  validAfter?: bigint | undefined;
  /** Whose tokens move, if a contract account that `account` signs for. Default: the account's. */
  from?: Address | undefined;
  /** 256 bits; one authorisation for each. Default: random. */
  salt?: bigint | undefined;
  /** What the token's signatures are bound to, if it cannot be asked. */
  tokenDomain?: TokenDomain | undefined;
};

type Use = {
  token: Address;
  value: bigint;
  /** The nonce that binds what the tokens are for. */
  nonceOf: (from: Address, salt: bigint) => Hex;
};

/** Signs an EIP-3009 `receiveWithAuthorization` to the contract. */
export async function signTokenAuthorization<parameter extends string>(
  client: ActionClient,
  contract: Contract<parameter>,
  parameters: AccountParameter & AddressParameter<parameter> & AuthorizationTerms,
  { token, value, nonceOf }: Use,
): Promise<Authorization> {
  const { validBefore, validAfter = 0n, salt = randomSalt(), tokenDomain } = parameters;
  const account = resolveAccount(client, parameters);
  const from = parameters.from ?? account.address;
  requireToken(token);
  requireUint('validAfter', validAfter, 256);
  requireUint('validBefore', validBefore, 256);
  requireUint('salt', salt, 256);
  const domain = await resolveDomain(client, contract, parameters);
  const signature = await signTypedData(client, {
    account,
    domain: await resolveTokenDomain(client, token, domain.chainId, tokenDomain),
    types: authorizationTypes,
    primaryType: 'ReceiveWithAuthorization',
    message: { from, to: domain[contract.parameter], value, validAfter, validBefore, nonce: nonceOf(from, salt) },
  });
  return { from, value, validAfter, validBefore, salt, signature };
}

/** Its numbers fit their fields. Throws {@link ValueOutOfRangeError}. */
export function requireAuthorization(authorization: Authorization): void {
  for (const field of ['value', 'validAfter', 'validBefore', 'salt'] as const) {
    requireUint(`authorization.${field}`, authorization[field], 256);
  }
}

/** 256 random bits. */
export function randomSalt(): bigint {
  return bytesToBigInt(crypto.getRandomValues(new Uint8Array(32)));
}
