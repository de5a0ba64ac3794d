import type { Hex } from 'viem';
import type { AccountParameter, ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { type PermitTerms, signTokenPermit } from '../internal/permit.ts';

export type SignPermitParameters = AccountParameter & LicenseParameter & PermitTerms;

/** 65 bytes `r ‖ s ‖ v`. */
export type SignPermitReturnType = Hex;

/**
 * Signs an EIP-2612 permit of the account's tokens for the licence contract, with the token's next nonce. Sends
 * nothing.
 *
 * Throws {@link TokenIsNativeError}, {@link ValueOutOfRangeError}, {@link AccountRequiredError},
 * {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: buyer, chain, transport: http() }).extend(tallystick({ license }))
 * const signature = await client.license.signPermit({ token, amount: plan.price, deadline })
 * const hash = await client.license.acquireWithPermit({ plan, permit: { signature, deadline } })
 */
export async function signPermit(
  client: ActionClient,
  parameters: SignPermitParameters,
): Promise<SignPermitReturnType> {
  return signTokenPermit(client, modelLicense, parameters);
}
