import type { Hex } from 'viem';
import { signTypedData } from 'viem/actions';
import { type Opening, openingTypedData } from '../../protocol/typedData.ts';
import { requireOpening } from '../internal/checks.ts';
import { type AccountParameter, type ActionClient, resolveAccount, resolveDomain } from '../internal/client.ts';
import { type EscrowParameter, inferenceEscrow } from '../internal/contracts/inferenceEscrow.ts';

export type SignOpeningParameters = AccountParameter &
  EscrowParameter & {
    /** What payer and signer agree to. Amounts in the token's smallest unit, times in unix seconds. */
    opening: Opening;
  };

/** 65 bytes `r ‖ s ‖ v` for a key. */
export type SignOpeningReturnType = Hex;

/**
 * Signs an opening for its payer, so that someone else can bring it to {@link open}. The account is the payer, or a key
 * that a contract account accepts as its own. Valid until the opening's deadline: sign short ones. Sends nothing.
 *
 * Throws {@link ValueOutOfRangeError}, {@link AmountTooSmallError}, {@link NoticeOutOfRangeError},
 * {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: payer, chain, transport: http() }).extend(tallystick({ escrow }))
 * const payerSignature = await client.inference.signOpening({ opening })
 */
export async function signOpening(
  client: ActionClient,
  parameters: SignOpeningParameters,
): Promise<SignOpeningReturnType> {
  requireOpening(parameters.opening);
  const account = resolveAccount(client, parameters);
  const domain = await resolveDomain(client, inferenceEscrow, parameters);
  return signTypedData(client, { account, ...openingTypedData(domain, parameters.opening) });
}
