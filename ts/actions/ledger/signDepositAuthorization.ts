import { type Address, encodeAbiParameters, type Hex, keccak256 } from 'viem';
import { type Authorization, type AuthorizationTerms, signTokenAuthorization } from '../internal/authorization.ts';
import { requireToken, requireTokenAmount } from '../internal/checks.ts';
import type { AccountParameter, ActionClient } from '../internal/client.ts';
import { type EscrowParameter, inferenceEscrow } from '../internal/contracts/inferenceEscrow.ts';

/** An EIP-3009 authorisation whose nonce is `depositNonce(beneficiary, salt)`. */
export type DepositAuthorization = Authorization;

export type SignDepositAuthorizationParameters = AccountParameter &
  EscrowParameter &
  AuthorizationTerms & {
    /** The ERC-20, which offers EIP-3009. */
    token: Address;
    /** In the token's smallest unit. */
    amount: bigint;
    /** Whose balance grows; the signature binds it. Default: the signer's. */
    beneficiary?: Address | undefined;
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
 * {@link ContractUnknownError}.
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
  const { token, amount, beneficiary } = parameters;
  requireToken(token);
  requireTokenAmount('amount', amount);
  return signTokenAuthorization(client, inferenceEscrow, parameters, {
    token,
    value: amount,
    nonceOf: (from, salt) => depositNonce(beneficiary ?? from, salt),
  });
}
