import type { Client, Hash } from 'viem';
import { getBlock } from 'viem/actions';
import { type ChainClock, createChainClock } from '../licensing/clock.ts';
import { ChainUnavailableError } from './errors.ts';
import type { GatekeeperListener } from './events.ts';

/** A block that a quorum of endpoints has, by its hash. */
export type NamedBlock = { number: bigint; hash: Hash; timestamp: bigint };

/** How a call names the block that it is about: by its hash, so that a re-organised chain cannot answer for another one. */
export type AtBlock = { blockHash: Hash; requireCanonical: true };

/** Which endpoints are asked, and when they are believed. */
export type QuorumOptions = {
  /** One for each endpoint. */
  clients: readonly Client[];
  /** How many must say the same. */
  quorum: number;
  /** An endpoint whose head is further behind the most advanced one does not count. */
  maxLagBlocks: number;
  /**
   * An endpoint whose latest block is older does not count. Measured from the time of the last block that was agreed on,
   * and how long ago that was.
   */
  maxLagSeconds: number;
  /** An endpoint that takes longer to answer does not count. */
  endpointTimeoutSeconds: number;
  onEvent: GatekeeperListener;
};

/** What a quorum says of one block. */
export type Agreement<Answer> = { block: NamedBlock; answer: Answer };

/** Reads the chain from several endpoints. */
export type Quorum = {
  /**
   * What a quorum answers about one block: the highest that a quorum has, or `depth` below it.
   *
   * @param ask Asks one endpoint. What it returns must be JSON, `bigint` apart.
   * @throws {ChainUnavailableError} if fewer than a quorum agree, or two quorums disagree.
   */
  read: <Answer>(depth: number, ask: (client: Client, at: AtBlock) => Promise<Answer>) => Promise<Agreement<Answer>>;
  /** The chain's time, from blocks that were agreed on. */
  now: () => bigint;
};

type Endpoint = { index: number; client: Client };
type Said<Value> = Endpoint & { value: Value };

/** Text that is the same for the same answers. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? `${part}n` : part)) ?? 'undefined';
}

async function within<Value>(seconds: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${seconds} seconds`)), seconds * 1_000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** One round of questions, and what it takes to be believed. */
class Round {
  readonly #reasons: { index: number; reason: string }[] = [];
  readonly #options: QuorumOptions;

  constructor(options: QuorumOptions) {
    this.#options = options;
  }

  ignore({ index }: Endpoint, reason: string): void {
    this.#reasons.push({ index, reason });
    this.#options.onEvent({ type: 'endpoint_ignored', endpoint: index, reason });
  }

  unavailable(agreeing: number): ChainUnavailableError {
    const { quorum, clients } = this.#options;
    const reasons = this.#reasons.toSorted((a, b) => a.index - b.index);
    const texts = reasons.map(({ index, reason }) => `endpoint ${index + 1} ${reason}`);
    return new ChainUnavailableError(agreeing, quorum, clients.length, texts);
  }

  async ask<Value>(
    endpoints: readonly Endpoint[],
    question: (client: Client) => Promise<Value>,
  ): Promise<Said<Value>[]> {
    const said: Said<Value>[] = [];
    await Promise.all(
      endpoints.map(async (endpoint) => {
        try {
          const value = await within(this.#options.endpointTimeoutSeconds, question(endpoint.client));
          said.push({ ...endpoint, value });
        } catch {
          // What an endpoint says of its failure may hold its URL, and the URL a key.
          this.ignore(endpoint, 'failed');
        }
      }),
    );
    return said.sort((a, b) => a.index - b.index);
  }

  /** Those of a quorum that say the same. */
  agree<Value>(said: readonly Said<Value>[], subject: string): readonly [Said<Value>, ...Said<Value>[]] {
    const { quorum } = this.#options;
    const groups = new Map<string, [Said<Value>, ...Said<Value>[]]>();
    for (const one of said) {
      const group = groups.get(textOf(one.value));
      if (group) group.push(one);
      else groups.set(textOf(one.value), [one]);
    }
    const sorted = [...groups.values()].sort((a, b) => b.length - a.length);
    const [first, second] = sorted;
    for (const group of sorted.slice(1)) for (const one of group) this.ignore(one, `disagrees on ${subject}`);
    if (!first || first.length < quorum) throw this.unavailable(first?.length ?? 0);
    if (second && second.length >= quorum) throw this.unavailable(0);
    return first;
  }
}

/** A reader of the chain that believes what `quorum` endpoints say. It first believes a block when it is first used. */
export function createQuorum(options: QuorumOptions): Quorum {
  const { clients, quorum, maxLagBlocks, maxLagSeconds } = options;
  const all: readonly Endpoint[] = clients.map((client, index) => ({ index, client }));
  let clock: ChainClock | undefined;

  async function usableHeads(round: Round): Promise<Said<NamedBlock>[]> {
    const heads = await round.ask(all, (client) => namedBlock(client, {}));
    const highest = heads.reduce((most, { value }) => (value.number > most ? value.number : most), 0n);
    const oldest = (clock?.now() ?? 0n) - BigInt(maxLagSeconds);
    return heads.filter((head) => {
      const { number, timestamp } = head.value;
      if (number + BigInt(maxLagBlocks) < highest) round.ignore(head, `lags ${highest - number} blocks behind`);
      else if (timestamp < oldest) round.ignore(head, `has no block since ${timestamp}`);
      else return true;
      return false;
    });
  }

  const read: Quorum['read'] = async (depth, ask) => {
    const round = new Round(options);
    const heads = await usableHeads(round);
    const numbers = heads.map(({ value }) => value.number).sort((a, b) => (a < b ? 1 : -1));
    const reached = numbers[quorum - 1];
    if (reached === undefined) throw round.unavailable(heads.length);
    const blockNumber = reached > BigInt(depth) ? reached - BigInt(depth) : 0n;

    const able = heads.filter((head) => head.value.number >= blockNumber);
    const named = await round.ask(able, (client) => namedBlock(client, { blockNumber }));
    const agreed = round.agree(named, `block ${blockNumber}`);
    const block = agreed[0].value;
    const at: AtBlock = { blockHash: block.hash, requireCanonical: true };
    const [{ value }] = round.agree(
      await round.ask(agreed, (client) => ask(client, at)),
      `what block ${blockNumber} says`,
    );
    clock ??= createChainClock(block.timestamp);
    clock.observe(block.timestamp);
    return { block, answer: value };
  };

  return { read, now: () => clock?.now() ?? 0n };
}

async function namedBlock(client: Client, which: { blockNumber?: bigint }): Promise<NamedBlock> {
  const { number, hash, timestamp } = await getBlock(client, which);
  if (number === null || hash === null) throw new Error('a block without number or hash');
  if (which.blockNumber !== undefined && number !== which.blockNumber) throw new Error(`answered block ${number}`);
  return { number, hash, timestamp };
}
