import type { Hex } from 'viem';
import type { AccountParameter, ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { type PermitTerms, signTokenPermit } from '../internal/permit.ts';

export type SignPermitParameters = AccountParameter & VaultParameter & PermitTerms;

/** 65 bytes `r ‖ s ‖ v`. */
export type SignPermitReturnType = Hex;

/**
 * Signs an EIP-2612 permit of the account's tokens for the vault, with the token's next nonce. Sends nothing.
 *
 * Throws {@link TokenIsNativeError}, {@link ValueOutOfRangeError}, {@link AccountRequiredError},
 * {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: buyer, chain, transport: http() }).extend(tallystick({ vault }))
 * const signature = await client.vault.signPermit({ token, amount: offer.price, deadline })
 * const hash = await client.vault.purchaseWithPermit({ offer, permit: { signature, deadline } })
 */
export async function signPermit(
  client: ActionClient,
  parameters: SignPermitParameters,
): Promise<SignPermitReturnType> {
  return signTokenPermit(client, dataVault, parameters);
}
