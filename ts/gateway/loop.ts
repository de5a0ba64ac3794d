import { setTimeout as sleep } from 'node:timers/promises';

/** Work that is repeated until it is stopped. */
export type Loop = {
  /** Resolves when the work that was under way is done. */
  stop: () => Promise<void>;
};

/** Does `work` at once and then again after each pause. `work` must deal with its own failures. */
export function startLoop(work: () => Promise<void>, pauseSeconds: number): Loop {
  const stopping = new AbortController();
  const { signal } = stopping;
  const rest = async () => {
    try {
      await sleep(pauseSeconds * 1_000, undefined, { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  };
  const run = async () => {
    while (!signal.aborted) {
      await work();
      if (!signal.aborted) await rest();
    }
  };
  const done = run();
  return {
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}
