import type { Hex } from 'viem';
import { signTypedData } from 'viem/actions';
import { type Opening, signerConsentTypedData } from '../../protocol/typedData.ts';
import { requireOpening, requireSigner } from '../internal/checks.ts';
import { type AccountParameter, type ActionClient, resolveAccount, resolveDomain } from '../internal/client.ts';
import { type EscrowParameter, inferenceEscrow } from '../internal/contracts/inferenceEscrow.ts';

export type SignSignerConsentParameters = AccountParameter &
  EscrowParameter & {
    /** What payer and signer agree to. Amounts in the token's smallest unit, times in unix seconds. */
    opening: Opening;
  };

/** 65 bytes `r ‖ s ‖ v`. */
export type SignSignerConsentReturnType = Hex;

/**
 * Signs the channel signer's consent to an opening, which {@link open} needs unless the signer is the payer. The account
 * must be the channel's signer itself. Sends nothing.
 *
 * Throws {@link WrongSignerError}, {@link ValueOutOfRangeError}, {@link AmountTooSmallError},
 * {@link NoticeOutOfRangeError}, {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: signer, chain, transport: http() }).extend(tallystick({ escrow }))
 * const signerSignature = await client.inference.signSignerConsent({ opening })
 */
export async function signSignerConsent(
  client: ActionClient,
  parameters: SignSignerConsentParameters,
): Promise<SignSignerConsentReturnType> {
  const { opening } = parameters;
  requireOpening(opening);
  const account = resolveAccount(client, parameters);
  requireSigner(account.address, opening.channel);
  const domain = await resolveDomain(client, inferenceEscrow, parameters);
  return signTypedData(client, { account, ...signerConsentTypedData(domain, opening) });
}
