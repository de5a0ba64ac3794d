import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { DirectoryLostError } from '../errors.ts';
import { lockDirectory } from './lock.ts';
import * as schema from './schema.ts';

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));

/** What the queries need: any PostgreSQL behind drizzle. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;

/** An open database. */
export type Connection = {
  database: Database;
  /** Throws {@link DirectoryLostError} if another process may have the directory. */
  requireHeld: () => void;
  close: () => Promise<void>;
};

/**
 * Opens the embedded PostgreSQL in `directory`, which is created if it is not there, and brings its tables up to date.
 *
 * @param onLost Called if the exclusive lock was lost.
 * @throws {DirectoryInUseError}
 */
export async function openEmbeddedDatabase(directory: string, onLost: (error: Error) => void): Promise<Connection> {
  let lost: Error | undefined;
  const unlock = await lockDirectory(directory, (error) => {
    lost = error;
    onLost(error);
  });
  const requireHeld = () => {
    if (lost) throw new DirectoryLostError({ cause: lost });
  };
  try {
    const folder = join(directory, 'database');
    await mkdir(folder, { recursive: true });
    const engine = await PGlite.create(folder);
    const database = drizzle(engine, { schema });
    await migrate(database, { migrationsFolder });
    const close = async () => {
      await engine.close();
      if (!lost) await unlock();
    };
    return { database, requireHeld, close };
  } catch (error) {
    await unlock();
    throw error;
  }
}
