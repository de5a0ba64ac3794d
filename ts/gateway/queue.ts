import type { Hex } from 'viem';
import { GatewayError, StaleRecordError } from './errors.ts';

/** One task at a time for each channel, or whatever else is counted, in the order of arrival. */
export class RequestQueue {
  readonly #tails = new Map<Hex, { last: Promise<unknown>; length: number }>();
  readonly #limit: number;
  readonly #subject: string;

  /** @param subject What has a queue of its own, in the singular, for messages. */
  constructor(limit: number, subject: string) {
    this.#limit = limit;
    this.#subject = subject;
  }

  /**
   * Runs `task` once all earlier ones of the same subject have ended, however they ended.
   *
   * @throws {GatewayError} 429 if as many as the limit are there already, 503 if another process changed the record.
   */
  async run<Result>(id: Hex, task: () => Promise<Result>): Promise<Result> {
    const queue = this.#tails.get(id) ?? { last: Promise.resolve(), length: 0 };
    if (queue.length >= this.#limit) {
      const message = `${queue.length} requests of this ${this.#subject} wait; the limit is ${this.#limit}`;
      throw new GatewayError(429, 'too_many_requests', message);
    }
    queue.length += 1;
    this.#tails.set(id, queue);
    const mine = queue.last.then(task, task);
    queue.last = mine;
    try {
      return await mine;
    } catch (cause) {
      if (!(cause instanceof StaleRecordError)) throw cause;
      const message = `another request of this ${this.#subject} came first; try again`;
      throw new GatewayError(503, `${this.#subject}_busy`, message, { cause });
    } finally {
      queue.length -= 1;
      if (queue.length === 0) this.#tails.delete(id);
    }
  }
}
