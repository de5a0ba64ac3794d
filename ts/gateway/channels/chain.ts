import {
  type Address,
  BaseError,
  type Chain,
  type Client,
  ContractFunctionZeroDataError,
  type Hex,
  type Transport,
} from 'viem';
import { getBlock, getLogs } from 'viem/actions';
import { type GetChannelReturnType, getChannel } from '../../actions/inference/getChannel.ts';
import { inferenceEscrowAbi } from '../../generated/contracts.ts';
import type { ChannelOnChain } from '../store/types.ts';

const channelEvents = inferenceEscrowAbi.filter(
  (item) => item.type === 'event' && item.inputs.some((input) => input.name === 'channelId'),
);

/** A block of the chain. */
export type Head = { number: bigint; hash: Hex; timestamp: number };

/** What the chain says of a channel: never opened, opened but not final yet, or its state. */
export type ChannelReading = { kind: 'unknown' } | { kind: 'pending' } | { kind: 'final'; state: ChannelOnChain };

/** Reads the escrow. Every method may fail as the RPC does. */
export type ChainReader = {
  head: () => Promise<Head>;
  channel: (id: Hex) => Promise<ChannelReading>;
  /** The channels with an event from block `from` to block `to`. */
  touched: (from: bigint, to: bigint) => Promise<Hex[]>;
};

/**
 * Reads channels of `escrow`: what they hold as far as it is final, all else from the latest block.
 *
 * @param finality The `finalized` block, or the number of confirmations from which a block counts.
 */
export function createChainReader(
  client: Client<Transport, Chain>,
  escrow: Address,
  finality: 'finalized' | number,
): ChainReader {
  const head = async (): Promise<Head> => {
    const { number, hash, timestamp } = await getBlock(client, { blockTag: 'latest' });
    return { number, hash, timestamp: Number(timestamp) };
  };

  const finalNumber = async (latest: bigint): Promise<bigint> => {
    if (finality === 'finalized') return (await getBlock(client, { blockTag: finality })).number;
    const number = latest - BigInt(finality) + 1n;
    return number > 0n ? number : 0n;
  };

  /** The channel at a final block; undefined where not even the escrow was there yet. */
  const finalChannel = async (id: Hex, blockNumber: bigint): Promise<GetChannelReturnType | undefined> => {
    try {
      return await getChannel(client, { escrow, channel: id, blockNumber });
    } catch (error) {
      if (error instanceof BaseError && error.walk((cause) => cause instanceof ContractFunctionZeroDataError)) {
        return undefined;
      }
      throw error;
    }
  };

  return {
    head,

    channel: async (id) => {
      const { number } = await head();
      const latest = await getChannel(client, { escrow, channel: id, blockNumber: number });
      if (latest.status === 'none') return { kind: 'unknown' };
      const blockNumber = await finalNumber(number);
      const final = blockNumber === number ? latest : await finalChannel(id, blockNumber);
      if (!final || final.status === 'none') return { kind: 'pending' };
      return {
        kind: 'final',
        state: {
          payer: latest.payer,
          noticeSeconds: latest.noticeSeconds,
          status: latest.status,
          closesAt: latest.closesAt,
          claimed: latest.claimed,
          funded: final.funded < latest.funded ? final.funded : latest.funded,
          stable:
            latest.status === final.status &&
            latest.closesAt === final.closesAt &&
            latest.claimed === final.claimed &&
            latest.funded === final.funded,
        },
      };
    },

    touched: async (fromBlock, toBlock) => {
      const logs = await getLogs(client, { address: escrow, events: channelEvents, fromBlock, toBlock });
      return [...new Set(logs.flatMap(({ topics }) => topics.slice(1, 2)))];
    },
  };
}
