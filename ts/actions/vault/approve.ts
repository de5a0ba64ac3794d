import type { Hash } from 'viem';
import { type AllowanceParameters, allowContract } from '../internal/approve.ts';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';

export type ApproveParameters = AllowanceParameters & VaultParameter;

/** The transaction's hash. */
export type ApproveReturnType = Hash;

/**
 * Allows the vault to take tokens in a later {@link purchase}. Calls the token's `approve(vault, amount)`; tokens that
 * return nothing are sent to all the same. `purchaseWithPermit` and `purchaseWithAuthorization` need no allowance.
 *
 * Throws {@link ValueOutOfRangeError}, {@link TokenIsNativeError}, {@link AccountRequiredError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: buyer, chain, transport: http() }).extend(tallystick({ vault }))
 * const hash = await client.vault.approve({ token, amount: offer.price })
 */
export async function approve(client: ActionClient, parameters: ApproveParameters): Promise<ApproveReturnType> {
  return allowContract(client, dataVault, parameters);
}
