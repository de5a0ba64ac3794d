import type { Hex } from 'viem';
import { type Channel, channelId } from '../../protocol/index.ts';
import { GatewayError, PaymentRefusedError } from '../errors.ts';
import type { ChannelRecord, Store } from '../store/types.ts';
import type { ChainReader, Head } from './chain.ts';

/** Blocks that are read again with each poll, since a re-organisation may have replaced them. */
const overlapBlocks = 16n;
/** More blocks than this since the last poll, and all channels are read instead of the events. */
const maxEventBlocks = 1_000n;
const readsAtOnce = 20;
const maxRemembered = 10_000;
const refreshMilliseconds = 1_000;

/** The channels that the gateway knows, kept in step with the chain. */
export type ChannelBook = {
  /**
   * A channel whose opening is final. Only an unknown one costs a call to the RPC.
   *
   * @throws {PaymentRefusedError} 402 if it is not there or not final.
   * @throws {GatewayError} 503 if the chain cannot be read, 429 if too many are being looked up.
   */
  find: (channel: Channel) => Promise<ChannelRecord>;
  /** Reads a known channel again, unless it was read within the last second. */
  refresh: (record: ChannelRecord) => Promise<ChannelRecord>;
  /** Reads known channels again, at once. */
  reload: (records: readonly ChannelRecord[]) => Promise<void>;
  /** Takes note of the latest block and of every known channel that it changed. */
  poll: () => Promise<void>;
  /**
   * Whether notices are seen in time.
   *
   * @throws {GatewayError} 503 if the last poll is so long ago that a channel may be about to close unseen.
   */
  requireFresh: () => void;
  /** Unix seconds: this machine's, or the latest block's if that is later. */
  now: () => number;
};

type BookOptions = {
  store: Store;
  chain: ChainReader;
  maxLookups: number;
  /** How long a channel that is not there is taken to be not there. */
  rememberSeconds: number;
  /** How old the last poll may be. */
  maxSilenceSeconds: number;
};

/** Keeps the youngest of what it is given. */
class Memory<Value> {
  readonly #values = new Map<Hex, { value: Value; at: number }>();
  readonly #milliseconds: number;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  get(key: Hex): Value | undefined {
    const found = this.#values.get(key);
    return found && performance.now() - found.at < this.#milliseconds ? found.value : undefined;
  }

  set(key: Hex, value: Value): void {
    this.#values.delete(key);
    this.#values.set(key, { value, at: performance.now() });
    const [oldest] = this.#values.keys();
    if (oldest !== undefined && this.#values.size > maxRemembered) this.#values.delete(oldest);
  }
}

function notThere(id: Hex, kind: 'unknown' | 'pending'): PaymentRefusedError {
  return kind === 'unknown'
    ? new PaymentRefusedError('channel_unknown', `there is no channel ${id}`)
    : new PaymentRefusedError('channel_not_final', `the opening of channel ${id} is not final yet`);
}

/** A book over the records of `store` and the escrow on chain. */
export function createChannelBook(options: BookOptions): ChannelBook {
  const { store, chain, maxLookups, rememberSeconds, maxSilenceSeconds } = options;
  const missing = new Memory<'unknown' | 'pending'>(rememberSeconds * 1_000);
  const read = new Memory<true>(refreshMilliseconds);
  let latest: Head | undefined;
  let polledAt = Number.NEGATIVE_INFINITY;
  let lookups = 0;

  const reading = async (id: Hex) => {
    try {
      return await chain.channel(id);
    } catch (cause) {
      throw new GatewayError(503, 'chain_unavailable', 'the chain cannot be read; try again', { cause });
    }
  };

  const lookUp = async (channel: Channel, id: Hex): Promise<ChannelRecord> => {
    if (lookups >= maxLookups) {
      throw new GatewayError(
        429,
        'too_many_lookups',
        `${lookups} channels are being looked up; the limit is ${maxLookups}`,
      );
    }
    lookups += 1;
    try {
      const found = await reading(id);
      if (found.kind === 'final') return await store.saveOnChain(channel, found.state);
      missing.set(id, found.kind);
      throw notThere(id, found.kind);
    } finally {
      lookups -= 1;
    }
  };

  const reread = async (record: ChannelRecord): Promise<ChannelRecord> => {
    const found = await reading(record.id);
    if (found.kind === 'final') return store.saveOnChain(record.channel, found.state);
    // A re-organisation took the opening away: nothing is served until it is back.
    const { payer, noticeSeconds, status, closesAt } = record;
    return store.saveOnChain(record.channel, {
      payer,
      noticeSeconds,
      status,
      closesAt,
      claimed: 0n,
      funded: 0n,
      stable: false,
    });
  };

  const reload = async (records: readonly ChannelRecord[]) => {
    for (let start = 0; start < records.length; start += readsAtOnce) {
      await Promise.all(records.slice(start, start + readsAtOnce).map(reread));
    }
  };

  const changedSince = async (before: Head | undefined, head: Head): Promise<ChannelRecord[]> => {
    if (!before || head.number - before.number > maxEventBlocks) return store.liveChannels();
    const earlier = before.number < head.number ? before.number : head.number;
    const from = earlier > overlapBlocks ? earlier - overlapBlocks : 0n;
    const touched = await store.channels(await chain.touched(from, head.number));
    const changed = new Map([...touched, ...(await store.movingChannels())].map((record) => [record.id, record]));
    return [...changed.values()];
  };

  return {
    find: async (channel) => {
      const id = channelId(channel);
      const known = await store.channel(id);
      if (known) return known;
      const kind = missing.get(id);
      if (kind) throw notThere(id, kind);
      return lookUp(channel, id);
    },

    refresh: async (record) => {
      if (read.get(record.id)) return record;
      read.set(record.id, true);
      return reread(record);
    },

    reload,

    poll: async () => {
      const startedAt = performance.now();
      const head = await chain.head();
      if (head.hash !== latest?.hash) {
        await reload(await changedSince(latest, head));
        latest = head;
      }
      polledAt = startedAt;
    },

    requireFresh: () => {
      const seconds = (performance.now() - polledAt) / 1_000;
      if (seconds <= maxSilenceSeconds) return;
      const message = `the chain was last read ${Math.floor(seconds)} seconds ago; the limit is ${maxSilenceSeconds}`;
      throw new GatewayError(503, 'chain_unavailable', message);
    },

    now: () => Math.max(Math.floor(Date.now() / 1_000), latest?.timestamp ?? 0),
  };
}
