import { lte } from 'drizzle-orm';
import type { ReplayStore } from '../../licensing/replay.ts';
import type { Connection } from './database.ts';
import { usedKeys } from './schema.ts';

/** What may be used once, in an open database. */
export type DatabaseReplay = ReplayStore & {
  /** Forgets what expired by `now`, in unix seconds. */
  forgetExpired: (now: bigint) => Promise<void>;
};

/** The queries over an open database. */
export function createDatabaseReplay({ database, requireHeld }: Connection): DatabaseReplay {
  return {
    use: async (key, expiresAt) => {
      requireHeld();
      const used = await database
        .insert(usedKeys)
        .values({ key, expiresAt })
        .onConflictDoNothing()
        .returning({ key: usedKeys.key });
      return used.length === 1;
    },

    forgetExpired: async (now) => {
      requireHeld();
      await database.delete(usedKeys).where(lte(usedKeys.expiresAt, now));
    },
  };
}
