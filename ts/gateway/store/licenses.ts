import { and, asc, eq, gt, lt } from 'drizzle-orm';
import type { Address, Hex } from 'viem';
import type { UsageVoucher } from '../../actions/license/signUsageVoucher.ts';
import type { UsageStore } from '../../licensing/meter.ts';
import type { LicenseDomain } from '../../protocol/license/index.ts';
import { DirectoryMismatchError, StaleRecordError } from '../errors.ts';
import { type Connection, openEmbeddedDatabase } from './database.ts';
import { createDatabaseReplay, type DatabaseReplay } from './replay.ts';
import { licenses, usageVouchers } from './schema.ts';

/** What survives a restart of a gateway that serves licensed callers. Each method is one transaction. */
export type LicenseStore = UsageStore &
  DatabaseReplay & {
    /** Vouchers above what the chain had metered when it was last looked at. */
    pending: () => Promise<UsageVoucher[]>;
    saveMetered: (modelId: Hex, licensee: Address, meteredUses: bigint) => Promise<void>;
    /** Throws {@link DirectoryLostError} if another process may have the records; all that writes does so too. */
    requireHeld: () => void;
    close: () => Promise<void>;
  };

async function claimDirectory({ database }: Connection, directory: string, domain: LicenseDomain): Promise<void> {
  const describe = ({ license, chainId }: { license: string; chainId: number }) =>
    `licence contract ${license} on chain ${chainId}`;
  await database.transaction(async (transaction) => {
    const [held] = await transaction.select().from(licenses);
    if (!held) {
      await transaction.insert(licenses).values(domain);
      return;
    }
    if (held.chainId === domain.chainId && held.license === domain.license) return;
    throw new DirectoryMismatchError(directory, describe(held), describe(domain));
  });
}

/**
 * Opens the records of a licence contract in `directory`.
 *
 * @param onLost Called if the exclusive lock was lost; then nothing is written any more.
 * @throws {DirectoryInUseError} if another process has it.
 * @throws {DirectoryMismatchError} if it holds the records of another contract.
 */
export async function openLicenseStore(
  directory: string,
  domain: LicenseDomain,
  onLost: (error: Error) => void,
): Promise<LicenseStore> {
  const connection = await openEmbeddedDatabase(directory, onLost);
  try {
    await claimDirectory(connection, directory, domain);
  } catch (error) {
    await connection.close();
    throw error;
  }
  return createLicenseStore(connection);
}

function toVoucher(row: typeof usageVouchers.$inferSelect): UsageVoucher {
  return {
    modelId: row.modelId as Hex,
    licensee: row.licensee as Address,
    cumulativeUses: row.cumulativeUses,
    signature: row.signature as Hex,
  };
}

/** The queries over an open database. */
function createLicenseStore(connection: Connection): LicenseStore {
  const { database, requireHeld, close } = connection;
  const whose = (modelId: Hex, licensee: Address) =>
    and(eq(usageVouchers.modelId, modelId), eq(usageVouchers.licensee, licensee));
  return {
    ...createDatabaseReplay(connection),

    highest: async (modelId, licensee) => {
      const [row] = await database.select().from(usageVouchers).where(whose(modelId, licensee));
      return row && toVoucher(row);
    },

    save: async ({ modelId, licensee, cumulativeUses, signature }) => {
      requireHeld();
      const saved = await database
        .insert(usageVouchers)
        .values({ modelId, licensee, cumulativeUses, signature })
        .onConflictDoUpdate({
          target: [usageVouchers.modelId, usageVouchers.licensee],
          set: { cumulativeUses, signature },
          setWhere: lt(usageVouchers.cumulativeUses, cumulativeUses),
        })
        .returning({ cumulativeUses: usageVouchers.cumulativeUses });
      if (saved.length === 0)
        throw new StaleRecordError(`${licensee} has used ${cumulativeUses} of ${modelId} already`);
    },

    pending: async () => {
      const rows = await database
        .select()
        .from(usageVouchers)
        .where(gt(usageVouchers.cumulativeUses, usageVouchers.meteredUses))
        .orderBy(asc(usageVouchers.modelId), asc(usageVouchers.licensee));
      return rows.map(toVoucher);
    },

    saveMetered: async (modelId, licensee, meteredUses) => {
      requireHeld();
      await database.update(usageVouchers).set({ meteredUses }).where(whose(modelId, licensee));
    },

    requireHeld,
    close,
  };
}
