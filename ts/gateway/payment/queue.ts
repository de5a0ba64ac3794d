import type { Hex } from 'viem';
import { GatewayError, StaleChannelError } from '../errors.ts';

/** One task at a time for each channel, in the order of arrival. */
export class ChannelQueue {
  readonly #tails = new Map<Hex, { last: Promise<unknown>; length: number }>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Runs `task` once all earlier ones of the channel have ended, however they ended.
   *
   * @throws {GatewayError} 429 if as many as the limit are there already, 503 if another process changed the channel.
   */
  async run<Result>(channelId: Hex, task: () => Promise<Result>): Promise<Result> {
    const queue = this.#tails.get(channelId) ?? { last: Promise.resolve(), length: 0 };
    if (queue.length >= this.#limit) {
      throw new GatewayError(
        429,
        'too_many_requests',
        `${queue.length} requests of this channel wait; the limit is ${this.#limit}`,
      );
    }
    queue.length += 1;
    this.#tails.set(channelId, queue);
    const mine = queue.last.then(task, task);
    queue.last = mine;
    try {
      return await mine;
    } catch (cause) {
      if (!(cause instanceof StaleChannelError)) throw cause;
      throw new GatewayError(503, 'channel_busy', 'another request of this channel came first; try again', { cause });
    } finally {
      queue.length -= 1;
      if (queue.length === 0) this.#tails.delete(channelId);
    }
  }
}
