import { randomBytes } from 'node:crypto';
import { asc, eq, lte } from 'drizzle-orm';
import type { Address, Hash, Hex } from 'viem';
import { DirectoryMismatchError } from '../../gateway/errors.ts';
import { type Connection, openEmbeddedDatabase } from '../../gateway/store/database.ts';
import { createDatabaseReplay, type DatabaseReplay } from '../../gateway/store/replay.ts';
import type { VaultDomain } from '../../protocol/vault/index.ts';
import type { SignedRead } from '../protocol.ts';
import type { NamedBlock } from '../quorum.ts';
import type { ByteRange } from '../range.ts';
import { createPurchaseStore, type PurchaseStore } from './purchases.ts';
import { gatekeepers, readReceipts, readSessions } from './schema.ts';

/** That a researcher read: what it signed, which bytes it was served, and by which block it had access. */
export type ReadReceipt = SignedRead & {
  range: ByteRange;
  /** Bytes that were handed to the connection; undefined while the read is under way, or if the process ended in it. */
  sentBytes: number | undefined;
  block: NamedBlock;
};

/** What survives a restart of a gatekeeper. Each method is one transaction. */
export type GatekeeperStore = {
  replay: DatabaseReplay;
  purchases: PurchaseStore;
  /** What this directory's nonces are told by, 32 bytes. */
  secret: Uint8Array;
  /** @param expiresAt Unix seconds. */
  saveSession: (tokenHash: string, read: SignedRead, expiresAt: bigint) => Promise<void>;
  session: (tokenHash: string) => Promise<{ read: SignedRead; expiresAt: bigint } | undefined>;
  /** Notes a read before its first byte is served. Returns how to note how much was. */
  saveReceipt: (receipt: Omit<ReadReceipt, 'sentBytes'>) => Promise<{ finish: (sentBytes: number) => Promise<void> }>;
  /** In the order of reading. */
  receipts: (datasetId: Hex) => Promise<ReadReceipt[]>;
  /** Forgets sessions that ended and nonces that expired by `now`, in unix seconds. */
  forgetExpired: (now: bigint) => Promise<void>;
  /** Throws {@link DirectoryLostError} if another process may have the records; all that writes does so too. */
  requireHeld: () => void;
  close: () => Promise<void>;
};

async function claimDirectory({ database }: Connection, directory: string, domain: VaultDomain): Promise<Uint8Array> {
  const describe = ({ chainId, vault }: { chainId: number; vault: string }) =>
    `data vault ${vault} on chain ${chainId}`;
  return database.transaction(async (transaction) => {
    const [held] = await transaction.select().from(gatekeepers);
    if (!held) {
      const secret = randomBytes(32);
      await transaction.insert(gatekeepers).values({ ...domain, secret: secret.toString('hex') });
      return secret;
    }
    if (held.chainId === domain.chainId && held.vault === domain.vault) return Buffer.from(held.secret, 'hex');
    throw new DirectoryMismatchError(directory, describe(held), describe(domain));
  });
}

/**
 * Opens the records of a gatekeeper in `directory`.
 *
 * @param onLost Called if the exclusive lock was lost; then nothing is written any more.
 * @throws {DirectoryInUseError} if another process has it.
 * @throws {DirectoryMismatchError} if it holds the records of another vault.
 */
export async function openGatekeeperStore(
  directory: string,
  domain: VaultDomain,
  onLost: (error: Error) => void,
): Promise<GatekeeperStore> {
  const connection = await openEmbeddedDatabase(directory, onLost);
  try {
    return createStore(connection, await claimDirectory(connection, directory, domain));
  } catch (error) {
    await connection.close();
    throw error;
  }
}

function toColumns({ expiresAt, ...read }: SignedRead) {
  return { ...read, challengeExpiresAt: expiresAt };
}

type ReadRow = typeof readSessions.$inferSelect | typeof readReceipts.$inferSelect;

function toRead(row: ReadRow): SignedRead {
  return {
    host: row.host,
    datasetId: row.datasetId as Hex,
    revision: row.revision,
    researcher: row.researcher as Address,
    nonce: row.nonce as Hex,
    expiresAt: row.challengeExpiresAt,
    signature: row.signature as Hex,
  };
}

/** The queries over an open database. */
function createStore(connection: Connection, secret: Uint8Array): GatekeeperStore {
  const { database, requireHeld, close } = connection;
  const replay = createDatabaseReplay(connection);
  return {
    replay,
    purchases: createPurchaseStore(connection),
    secret,

    saveSession: async (tokenHash, read, expiresAt) => {
      requireHeld();
      await database.insert(readSessions).values({ tokenHash, ...toColumns(read), expiresAt });
    },

    session: async (tokenHash) => {
      const [row] = await database.select().from(readSessions).where(eq(readSessions.tokenHash, tokenHash));
      return row && { read: toRead(row), expiresAt: row.expiresAt };
    },

    saveReceipt: async ({ range, block, ...read }) => {
      requireHeld();
      const [row] = await database
        .insert(readReceipts)
        .values({
          ...toColumns(read),
          rangeStart: BigInt(range.start),
          rangeEnd: BigInt(range.end),
          blockNumber: block.number,
          blockHash: block.hash,
          blockTimestamp: block.timestamp,
        })
        .returning({ id: readReceipts.id });
      if (!row) throw new Error(`nonce ${read.nonce}: the insert returned no row`);
      return {
        finish: async (sentBytes) => {
          requireHeld();
          await database
            .update(readReceipts)
            .set({ sentBytes: BigInt(sentBytes) })
            .where(eq(readReceipts.id, row.id));
        },
      };
    },

    receipts: async (datasetId) => {
      const rows = await database
        .select()
        .from(readReceipts)
        .where(eq(readReceipts.datasetId, datasetId))
        .orderBy(asc(readReceipts.id));
      return rows.map((row) => ({
        ...toRead(row),
        range: { start: Number(row.rangeStart), end: Number(row.rangeEnd) },
        sentBytes: row.sentBytes === null ? undefined : Number(row.sentBytes),
        block: { number: row.blockNumber, hash: row.blockHash as Hash, timestamp: row.blockTimestamp },
      }));
    },

    forgetExpired: async (now) => {
      requireHeld();
      await database.delete(readSessions).where(lte(readSessions.expiresAt, now));
      await replay.forgetExpired(now);
    },

    requireHeld,
    close,
  };
}
