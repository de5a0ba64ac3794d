import { getBlock } from 'viem/actions';
import type { ActionClient } from './client.ts';

/** The times of blocks in unix seconds, each asked for once. */
export async function blockTimes(
  client: ActionClient,
  blockNumbers: Iterable<bigint>,
): Promise<(blockNumber: bigint) => bigint> {
  const asked = [...new Set(blockNumbers)];
  const blocks = await Promise.all(asked.map((blockNumber) => getBlock(client, { blockNumber })));
  const times = new Map(blocks.map(({ number, timestamp }) => [number, timestamp]));
  return (blockNumber) => {
    const time = times.get(blockNumber);
    if (time === undefined) throw new RangeError(`the time of block ${blockNumber} was not asked for`);
    return time;
  };
}
