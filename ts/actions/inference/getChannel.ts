import type { Address, Hex } from 'viem';
import { readContract } from 'viem/actions';
import { inferenceEscrowAbi } from '../../generated/contracts.ts';
import { type Channel, channelId } from '../../protocol/channel.ts';
import { requireSalt } from '../internal/checks.ts';
import { type ActionClient, resolveAddress } from '../internal/client.ts';
import { type EscrowParameter, inferenceEscrow } from '../internal/contracts/inferenceEscrow.ts';
import { type ChannelStatus, channelStatuses, nameAt } from '../internal/names.ts';

export type GetChannelParameters = EscrowParameter & {
  /** The channel, or its id. */
  channel: Channel | Hex;
  /** Default: the latest block. */
  blockNumber?: bigint | undefined;
};

export type GetChannelReturnType = {
  status: ChannelStatus;
  /** Who funded it; zero if it was never opened. */
  payer: Address;
  /** Length of the notice period. */
  noticeSeconds: number;
  /** Unix seconds from which `finishClose` works; 0 if no notice was given. */
  closesAt: number;
  /** Earmarked in total; after the close what was paid out in total. In the token's smallest unit. */
  funded: bigint;
  /** Paid to the receiver so far, in the token's smallest unit. */
  claimed: bigint;
};

/**
 * All that the escrow records of a channel. Calls `getChannel(channelId)`. A channel that was never opened has the status
 * `none`.
 *
 * Throws {@link ValueOutOfRangeError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ escrow }))
 * const { status, funded, claimed } = await client.inference.getChannel({ channel })
 */
export async function getChannel(
  client: ActionClient,
  parameters: GetChannelParameters,
): Promise<GetChannelReturnType> {
  const { channel, blockNumber } = parameters;
  if (typeof channel !== 'string') requireSalt(channel.salt);
  const { status, ...view } = await readContract(client, {
    abi: inferenceEscrowAbi,
    address: await resolveAddress(client, inferenceEscrow, parameters),
    functionName: 'getChannel',
    args: [typeof channel === 'string' ? channel : channelId(channel)],
    ...(blockNumber === undefined ? {} : { blockNumber }),
  });
  return { ...view, status: nameAt(channelStatuses, status) };
}
