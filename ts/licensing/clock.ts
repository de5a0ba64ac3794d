import type { Client } from 'viem';
import { getBlock } from 'viem/actions';

/** Tells the time, in unix seconds. */
export type Clock = { now: () => bigint };

/** Tells the chain's time: the latest block's that was seen, and what passed since. It never goes back. */
export type ChainClock = Clock & {
  /** Takes note of a block's time. */
  observe: (timestamp: bigint) => void;
};

/** A clock that starts at a block's time. This machine's clock has no part in it, only how fast it runs. */
export function createChainClock(timestamp: bigint): ChainClock {
  let seen = timestamp;
  let seenAt = performance.now();
  const now = () => seen + BigInt(Math.floor((performance.now() - seenAt) / 1_000));
  return {
    now,
    observe: (later) => {
      if (later <= now()) return;
      seen = later;
      seenAt = performance.now();
    },
  };
}

/** A clock that starts at the latest block's time. Issuing receipts keeps it right; so does reading a block now and then. */
export async function chainClockOf(client: Client): Promise<ChainClock> {
  return createChainClock((await getBlock(client, { blockTag: 'latest' })).timestamp);
}
