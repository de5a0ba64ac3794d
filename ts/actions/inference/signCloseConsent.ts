import type { Hex } from 'viem';
import { signTypedData } from 'viem/actions';
import type { Channel } from '../../protocol/channel.ts';
import { closeConsentTypedData } from '../../protocol/typedData.ts';
import { requireChannelAmount, requireDeadline, requireSalt } from '../internal/checks.ts';
import { type AccountParameter, type ActionClient, resolveAccount, resolveDomain } from '../internal/client.ts';
import { type EscrowParameter, inferenceEscrow } from '../internal/contracts/inferenceEscrow.ts';

export type SignCloseConsentParameters = AccountParameter &
  EscrowParameter & {
    channel: Channel;
    /** What the receiver gets in total, in the token's smallest unit. */
    finalAmount: bigint;
    /** Unix seconds; the consent is not valid at this time or later. */
    deadline: bigint;
  };

/** 65 bytes `r ‖ s ‖ v` for a key. */
export type SignCloseConsentReturnType = Hex;

/**
 * Signs the receiver's consent to end a channel at once, for {@link closeWithConsent}. The account is the receiver, or a
 * key that a contract account accepts as its own. Sends nothing. Warning: whoever signs this for less than the highest
 * voucher gives the difference up.
 *
 * Throws {@link ValueOutOfRangeError}, {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: provider, chain, transport: http() }).extend(tallystick({ escrow }))
 * const deadline = BigInt(Math.floor(Date.now() / 1000) + 600)
 * const signature = await client.inference.signCloseConsent({ channel, finalAmount: 600_000n, deadline })
 */
export async function signCloseConsent(
  client: ActionClient,
  parameters: SignCloseConsentParameters,
): Promise<SignCloseConsentReturnType> {
  const { channel, finalAmount, deadline } = parameters;
  requireSalt(channel.salt);
  requireChannelAmount('finalAmount', finalAmount);
  requireDeadline(deadline);
  const account = resolveAccount(client, parameters);
  const domain = await resolveDomain(client, inferenceEscrow, parameters);
  return signTypedData(client, { account, ...closeConsentTypedData(domain, { channel, finalAmount, deadline }) });
}
