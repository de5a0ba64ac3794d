import type { Hash } from 'viem';
import type { Channel } from '../../protocol/channel.ts';
import { requireFunds, requireSalt } from '../internal/checks.ts';
import type { ActionClient } from '../internal/client.ts';
import { type EscrowParameter, inferenceEscrow } from '../internal/contracts/inferenceEscrow.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type TopUpParameters = WriteParameters &
  EscrowParameter & {
    channel: Channel;
    /** Moved from the caller's prepaid balance, in the token's smallest unit. */
    amount: bigint;
  };

/** The transaction's hash. */
export type TopUpReturnType = Hash;

/**
 * Adds some of the caller's prepaid balance to what an open channel holds. Whatever is left when the channel closes goes
 * to the channel's payer, whoever added it. Calls `topUp(channel, amount)`.
 *
 * Throws {@link InsufficientBalanceError}, {@link WrongStatusError}, {@link FundsOverflowError},
 * {@link AmountTooSmallError}, {@link ValueOutOfRangeError}, {@link AccountRequiredError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: payer, chain, transport: http() }).extend(tallystick({ escrow }))
 * const hash = await client.inference.topUp({ channel, amount: 1_000_000n })
 * await client.inference.waitForTransaction({ hash })
 */
export async function topUp(client: ActionClient, parameters: TopUpParameters): Promise<TopUpReturnType> {
  const { channel, amount, ...transaction } = parameters;
  requireSalt(channel.salt);
  requireFunds(amount);
  return write(client, inferenceEscrow, transaction, { functionName: 'topUp', args: [channel, amount] });
}
