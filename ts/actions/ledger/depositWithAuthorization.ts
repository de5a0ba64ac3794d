import type { Address, Hash } from 'viem';
import { requireAuthorization } from '../internal/authorization.ts';
import { requireToken, requireTokenAmount } from '../internal/checks.ts';
import type { ActionClient } from '../internal/client.ts';
import { type EscrowParameter, inferenceEscrow } from '../internal/contracts/inferenceEscrow.ts';
import { type WriteParameters, write } from '../internal/write.ts';
import type { DepositAuthorization } from './signDepositAuthorization.ts';

export type DepositWithAuthorizationParameters = WriteParameters &
  EscrowParameter & {
    /** The ERC-20, which offers EIP-3009. */
    token: Address;
    /** What `signDepositAuthorization` returned. */
    authorization: DepositAuthorization;
    /** Whose balance grows: the one that was signed for. Default: `authorization.from`. */
    beneficiary?: Address | undefined;
  };

/** The transaction's hash. */
export type DepositWithAuthorizationReturnType = Hash;

/**
 * Brings a deposit that someone signed; whoever sends it pays the gas and can change nothing. Calls
 * `depositWithAuthorization(token, beneficiary, authorization)`.
 *
 * Throws {@link TokenIsNativeError}, {@link InsufficientTokensError}, {@link NothingReceivedError},
 * {@link InvalidAccountError}, {@link ValueOutOfRangeError}, {@link AccountRequiredError};
 * {@link ContractRevertedError} with the token's own reason, for a used or expired authorisation or one of another
 * beneficiary.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const owner = createWalletClient({ account: payer, chain, transport: http() }).extend(tallystick({ escrow }))
 * const validBefore = BigInt(Math.floor(Date.now() / 1000) + 3600)
 * const authorization = await owner.ledger.signDepositAuthorization({ token, amount: 5_000_000n, validBefore })
 *
 * const client = createWalletClient({ account: relayer, chain, transport: http() }).extend(tallystick({ escrow }))
 * const hash = await client.ledger.depositWithAuthorization({ token, authorization })
 * await client.ledger.waitForTransaction({ hash })
 */
export async function depositWithAuthorization(
  client: ActionClient,
  parameters: DepositWithAuthorizationParameters,
): Promise<DepositWithAuthorizationReturnType> {
  const { token, authorization, beneficiary = authorization.from, ...transaction } = parameters;
  requireToken(token);
  requireTokenAmount('authorization.value', authorization.value);
  requireAuthorization(authorization);
  return write(client, inferenceEscrow, transaction, {
    functionName: 'depositWithAuthorization',
    args: [token, beneficiary, authorization],
  });
}
