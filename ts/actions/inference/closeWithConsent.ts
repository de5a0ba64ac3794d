import type { Hash, Hex } from 'viem';
import type { Channel } from '../../protocol/channel.ts';
import { requireChannelAmount, requireDeadline, requireSalt } from '../internal/checks.ts';
import type { ActionClient } from '../internal/client.ts';
import { type EscrowParameter, inferenceEscrow } from '../internal/contracts/inferenceEscrow.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type CloseWithConsentParameters = WriteParameters &
  EscrowParameter & {
    channel: Channel;
    /** What the receiver gets in total, from what was claimed to what the channel holds, in the token's smallest unit. */
    finalAmount: bigint;
    /** Unix seconds, as the receiver signed it. Default: 0, for a receiver that calls. */
    deadline?: bigint | undefined;
    /** The receiver's, by `signCloseConsent`; ERC-1271 too. Not needed if the receiver calls. */
    receiverSignature?: Hex | undefined;
  };

/** The transaction's hash. */
export type CloseWithConsentReturnType = Hash;

/**
 * Ends a channel at once, with the receiver's consent to what it gets in total. Anyone may bring the consent, but only the
 * payer may with more than was claimed already. Calls
 * `closeWithConsent(channel, finalAmount, deadline, receiverSignature)`.
 *
 * Throws {@link InvalidSignatureError}, {@link DeadlinePassedError}, {@link FinalAmountOutOfRangeError},
 * {@link NotAllowedError}, {@link WrongStatusError}, {@link ValueOutOfRangeError}, {@link AccountRequiredError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: payer, chain, transport: http() }).extend(tallystick({ escrow }))
 * const terms = { channel, finalAmount: 600_000n, deadline: BigInt(Math.floor(Date.now() / 1000) + 600) }
 * const receiverSignature = await client.inference.signCloseConsent({ account: provider, ...terms })
 * const hash = await client.inference.closeWithConsent({ ...terms, receiverSignature })
 * const { args } = await client.inference.waitForEvent({ hash, eventName: 'ChannelClosed' })
 */
export async function closeWithConsent(
  client: ActionClient,
  parameters: CloseWithConsentParameters,
): Promise<CloseWithConsentReturnType> {
  const { channel, finalAmount, deadline = 0n, receiverSignature = '0x', ...transaction } = parameters;
  requireSalt(channel.salt);
  requireChannelAmount('finalAmount', finalAmount);
  requireDeadline(deadline);
  return write(client, inferenceEscrow, transaction, {
    functionName: 'closeWithConsent',
    args: [channel, finalAmount, deadline, receiverSignature],
  });
}
