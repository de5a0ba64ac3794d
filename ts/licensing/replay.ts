import { GatewayError } from '../gateway/errors.ts';

/** Remembers what may be used once. */
export type ReplayStore = {
  /**
   * Whether `key` was not used before; it is from now on.
   *
   * @param expiresAt Until when it must be remembered, in unix seconds.
   * @param now In unix seconds.
   */
  use: (key: string, expiresAt: bigint, now: bigint) => Promise<boolean>;
};

/**
 * A store in this process alone, which forgets all when it ends: a request that someone caught could be repeated then,
 * until it expires. The gateway's is in its database.
 *
 * @param maxKeys What it remembers at one time, at most. It never forgets what has not expired: it refuses instead.
 */
export function createReplayMemory(maxKeys = 100_000): ReplayStore {
  const keys = new Map<string, bigint>();
  const forgetExpired = (now: bigint) => {
    for (const [key, expiresAt] of keys) if (expiresAt <= now) keys.delete(key);
  };
  return {
    use: async (key, expiresAt, now) => {
      if (keys.has(key)) return false;
      if (keys.size >= maxKeys) forgetExpired(now);
      if (keys.size >= maxKeys) {
        throw new GatewayError(
          503,
          'too_many_requests',
          `${keys.size} requests are remembered; the limit is ${maxKeys}`,
        );
      }
      keys.set(key, expiresAt);
      return true;
    },
  };
}
