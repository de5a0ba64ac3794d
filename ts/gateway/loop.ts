import { setTimeout as sleep } from 'node:timers/promises';

/** Work that is repeated until it is stopped. */
export type Loop = {
  /** Does it once more now, without waiting for the rest of the pause. */
  wake: () => void;
  /** Resolves when the work that was under way is done. */
  stop: () => Promise<void>;
};

/** Does `work` at once and then again after each pause. `work` must deal with its own failures. */
export function startLoop(work: () => Promise<void>, pauseSeconds: number): Loop {
  let stopped = false;
  let pause = new AbortController();
  const rest = async () => {
    try {
      await sleep(pauseSeconds * 1_000, undefined, { signal: pause.signal });
    } catch (error) {
      if (!pause.signal.aborted) throw error;
    }
    pause = new AbortController();
  };
  const run = async () => {
    while (!stopped) {
      await work();
      if (!stopped) await rest();
    }
  };
  const done = run();
  return {
    wake: () => pause.abort(),
    stop: async () => {
      stopped = true;
      pause.abort();
      await done;
    },
  };
}
