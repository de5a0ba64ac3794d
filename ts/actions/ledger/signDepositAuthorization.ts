import { type Address, bytesToBigInt, encodeAbiParameters, type Hex, keccak256 } from 'viem';
import { signTypedData } from 'viem/actions';
import { requireToken, requireTokenAmount, requireUint } from '../internal/checks.ts';
import {
  type AccountParameter,
  type ActionClient,
  type EscrowParameter,
  resolveAccount,
  resolveDomain,
} from '../internal/client.ts';
import { resolveTokenDomain, type TokenDomain } from '../internal/tokenDomain.ts';

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

/** An EIP-3009 authorisation, as its signer made it; `IPrepaidLedger.Authorization` in Solidity. */
export type DepositAuthorization = {
  /** Whose tokens move. */
  from: Address;
  /** In the token's smallest unit. */
  value: bigint;
  /** Unix seconds; valid strictly after. */
  validAfter: bigint;
  /** Unix seconds; valid strictly before. */
  validBefore: bigint;
  /** The signed nonce is `depositNonce(beneficiary, salt)`. */
  salt: bigint;
  /** 65 bytes `r ‖ s ‖ v`, or what a contract account takes. */
  signature: Hex;
};

export type SignDepositAuthorizationParameters = AccountParameter &
  EscrowParameter & {
    /** The ERC-20, which offers EIP-3009. */
    token: Address;
    /** In the token's smallest unit. */
    amount: bigint;
    /** Unix seconds; valid strictly before. */
    validBefore: bigint;
    /** Unix seconds; valid strictly after. Default: 0. */
    validAfter?: bigint | undefined;
    /** Whose balance grows; the signature binds it. Default: the signer's. */
    beneficiary?: Address | undefined;
    /** Whose tokens move, if a contract account that `account` signs for. Default: the account's. */
    from?: Address | undefined;
    /** 256 bits; one authorisation for each. Default: random. */
    salt?: bigint | undefined;
    /** What the token's signatures are bound to, if it cannot be asked. */
    tokenDomain?: TokenDomain | undefined;
  };

/** What `depositWithAuthorization` takes, besides token and beneficiary. */
export type SignDepositAuthorizationReturnType = DepositAuthorization;

/** The nonce that an authorisation signs, the escrow's `depositNonce`: so whoever brings it cannot redirect it. */
export function depositNonce(beneficiary: Address, salt: bigint): Hex {
  return keccak256(encodeAbiParameters([{ type: 'address' }, { type: 'uint256' }], [beneficiary, salt]));
}

/**
 * Signs an EIP-3009 `receiveWithAuthorization` to the escrow, which anyone may bring with
 * {@link depositWithAuthorization} and nobody can redirect. Sends nothing.
 *
 * Throws {@link TokenIsNativeError}, {@link ValueOutOfRangeError}, {@link AccountRequiredError},
 * {@link EscrowUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: payer, chain, transport: http() }).extend(tallystick({ escrow }))
 * const validBefore = BigInt(Math.floor(Date.now() / 1000) + 3600)
 * const authorization = await client.ledger.signDepositAuthorization({ token, amount: 5_000_000n, validBefore })
 */
export async function signDepositAuthorization(
  client: ActionClient,
  parameters: SignDepositAuthorizationParameters,
): Promise<SignDepositAuthorizationReturnType> {
  const { token, amount, validBefore, validAfter = 0n, salt = randomSalt(), tokenDomain, ...rest } = parameters;
  requireToken(token);
  requireTokenAmount('amount', amount);
  requireUint('validBefore', validBefore, 256);
  requireUint('validAfter', validAfter, 256);
  requireUint('salt', salt, 256);
  const account = resolveAccount(client, rest);
  const from = rest.from ?? account.address;
  const { chainId, escrow } = await resolveDomain(client, rest);
  const signature = await signTypedData(client, {
    account,
    domain: await resolveTokenDomain(client, token, chainId, tokenDomain),
    types: authorizationTypes,
    primaryType: 'ReceiveWithAuthorization',
    message: {
      from,
      to: escrow,
      value: amount,
      validAfter,
      validBefore,
      nonce: depositNonce(rest.beneficiary ?? from, salt),
    },
  });
  return { from, value: amount, validAfter, validBefore, salt, signature };
}

function randomSalt(): bigint {
  return bytesToBigInt(crypto.getRandomValues(new Uint8Array(32)));
}
