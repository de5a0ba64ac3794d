import type { Hash } from 'viem';
import type { Channel } from '../../protocol/channel.ts';
import { requireSalt } from '../internal/checks.ts';
import type { ActionClient } from '../internal/client.ts';
import { type EscrowParameter, inferenceEscrow } from '../internal/contracts/inferenceEscrow.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type FinishCloseParameters = WriteParameters & EscrowParameter & { channel: Channel };

/** The transaction's hash. */
export type FinishCloseReturnType = Hash;

/**
 * Ends a channel whose notice period is over and returns the rest to the payer's prepaid balance. Anyone may. Calls
 * `finishClose(channel)`. `waitForEvent` with `ChannelClosed` gives what was claimed and refunded in total.
 *
 * Throws {@link NoticeRunningError}, {@link WrongStatusError}, {@link ValueOutOfRangeError},
 * {@link AccountRequiredError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: payer, chain, transport: http() }).extend(tallystick({ escrow }))
 * const hash = await client.inference.finishClose({ channel: closable })
 * const { args } = await client.inference.waitForEvent({ hash, eventName: 'ChannelClosed' })
 * console.log(args.refunded)
 */
export async function finishClose(
  client: ActionClient,
  parameters: FinishCloseParameters,
): Promise<FinishCloseReturnType> {
  const { channel, ...transaction } = parameters;
  requireSalt(channel.salt);
  return write(client, inferenceEscrow, transaction, { functionName: 'finishClose', args: [channel] });
}
