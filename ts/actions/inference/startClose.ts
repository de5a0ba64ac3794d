import type { Hash } from 'viem';
import type { Channel } from '../../protocol/channel.ts';
import { requireSalt } from '../internal/checks.ts';
import type { ActionClient } from '../internal/client.ts';
import { type EscrowParameter, inferenceEscrow } from '../internal/contracts/inferenceEscrow.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type StartCloseParameters = WriteParameters & EscrowParameter & { channel: Channel };

/** The transaction's hash. */
export type StartCloseReturnType = Hash;

/**
 * Gives notice: the provider has the channel's notice period to settle, then {@link finishClose} works. Only the payer
 * may, and there is no way back. Calls `startClose(channel)`.
 *
 * Throws {@link NotAllowedError}, {@link WrongStatusError}, {@link ValueOutOfRangeError}, {@link AccountRequiredError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: payer, chain, transport: http() }).extend(tallystick({ escrow }))
 * const hash = await client.inference.startClose({ channel })
 * const { args } = await client.inference.waitForEvent({ hash, eventName: 'ChannelClosing' })
 * console.log(new Date(args.closesAt * 1000))
 */
export async function startClose(
  client: ActionClient,
  parameters: StartCloseParameters,
): Promise<StartCloseReturnType> {
  const { channel, ...transaction } = parameters;
  requireSalt(channel.salt);
  return write(client, inferenceEscrow, transaction, { functionName: 'startClose', args: [channel] });
}
