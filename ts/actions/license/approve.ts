import type { Hash } from 'viem';
import { type AllowanceParameters, allowContract } from '../internal/approve.ts';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';

export type ApproveParameters = AllowanceParameters & LicenseParameter;

/** The transaction's hash. */
export type ApproveReturnType = Hash;

/**
 * Allows the licence contract to take tokens in a later {@link acquire}, or one that is brought by
 * {@link acquireWithSignature}. Calls the token's `approve(license, amount)`; tokens that return nothing are sent to
 * all the same. `acquireWithPermit` and `acquireWithAuthorization` need no allowance.
 *
 * Throws {@link ValueOutOfRangeError}, {@link TokenIsNativeError}, {@link AccountRequiredError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: buyer, chain, transport: http() }).extend(tallystick({ license }))
 * const hash = await client.license.approve({ token, amount: plan.price })
 */
export async function approve(client: ActionClient, parameters: ApproveParameters): Promise<ApproveReturnType> {
  return allowContract(client, modelLicense, parameters);
}
