import type { Hash } from 'viem';
import { type AllowanceParameters, allowContract } from '../internal/approve.ts';
import type { ActionClient } from '../internal/client.ts';
import { type EscrowParameter, inferenceEscrow } from '../internal/contracts/inferenceEscrow.ts';

export type ApproveParameters = AllowanceParameters & EscrowParameter;

/** The transaction's hash. */
export type ApproveReturnType = Hash;

/**
 * Allows the escrow to take tokens in a later {@link deposit}. Calls the token's `approve(escrow, amount)`; tokens that
 * return nothing are sent to all the same. `depositWithPermit` and `depositWithAuthorization` need no allowance.
 *
 * Throws {@link ValueOutOfRangeError}, {@link TokenIsNativeError}, {@link AccountRequiredError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: payer, chain, transport: http() }).extend(tallystick({ escrow }))
 * const hash = await client.ledger.approve({ token, amount: 5_000_000n })
 */
export async function approve(client: ActionClient, parameters: ApproveParameters): Promise<ApproveReturnType> {
  return allowContract(client, inferenceEscrow, parameters);
}
