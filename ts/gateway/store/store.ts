import { and, asc, eq, gt, inArray, isNotNull, isNull, ne, or, sql } from 'drizzle-orm';
import type { Address, Hex } from 'viem';
import { channelId, type EscrowDomain } from '../../protocol/index.ts';
import { DirectoryMismatchError, StaleRecordError } from '../errors.ts';
import { type Connection, openEmbeddedDatabase } from './database.ts';
import { answers, channels, deployments, settlements } from './schema.ts';
import type { ChannelRecord, Settlement, Store, StoredAnswer } from './types.ts';

function toRecord(row: typeof channels.$inferSelect): ChannelRecord {
  return {
    id: row.id as Hex,
    channel: {
      signer: row.signer as Address,
      receiver: row.receiver as Address,
      token: row.token as Address,
      salt: row.salt,
    },
    payer: row.payer as Address,
    noticeSeconds: row.noticeSeconds,
    status: row.status,
    closesAt: row.closesAt,
    claimed: row.claimed,
    funded: row.funded,
    stable: row.stable,
    highest: row.highest,
    highestSignature: (row.highestSignature ?? undefined) as Hex | undefined,
    finalAmount: row.finalAmount ?? undefined,
    sequence: row.sequence,
  };
}

/** Rows of which nobody honoured a voucher, or consented to an end, since `record` was read. */
function unchanged({ id, highest, sequence }: ChannelRecord) {
  return and(
    eq(channels.id, id),
    eq(channels.highest, highest),
    eq(channels.sequence, sequence),
    isNull(channels.finalAmount),
  );
}

async function claimDirectory({ database }: Connection, directory: string, domain: EscrowDomain): Promise<void> {
  const describe = (held: EscrowDomain) => `escrow ${held.escrow} on chain ${held.chainId}`;
  await database.transaction(async (transaction) => {
    const [held] = await transaction.select().from(deployments);
    if (!held) {
      await transaction.insert(deployments).values(domain);
      return;
    }
    if (held.chainId === domain.chainId && held.escrow === domain.escrow) return;
    throw new DirectoryMismatchError(
      directory,
      describe({ ...held, escrow: held.escrow as Address }),
      describe(domain),
    );
  });
}

/**
 * Opens the records of an escrow in `directory`.
 *
 * @param onLost Called if the exclusive lock was lost; then nothing is written any more.
 * @throws {DirectoryInUseError} if another process has it.
 * @throws {DirectoryMismatchError} if it holds the records of another escrow.
 */
export async function openStore(
  directory: string,
  domain: EscrowDomain,
  onLost: (error: Error) => void,
): Promise<Store> {
  const connection = await openEmbeddedDatabase(directory, onLost);
  try {
    await claimDirectory(connection, directory, domain);
  } catch (error) {
    await connection.close();
    throw error;
  }
  return createStore(connection);
}

/** The queries over an open database. */
function createStore({ database, requireHeld, close }: Connection): Store {
  return {
    channel: async (id) => {
      const [row] = await database.select().from(channels).where(eq(channels.id, id));
      return row && toRecord(row);
    },

    channels: async (ids) => {
      if (ids.length === 0) return [];
      return (
        await database
          .select()
          .from(channels)
          .where(inArray(channels.id, [...ids]))
      ).map(toRecord);
    },

    movingChannels: async () => {
      const moving = or(eq(channels.stable, false), eq(channels.status, 'closing'));
      return (await database.select().from(channels).where(moving)).map(toRecord);
    },

    liveChannels: async () => {
      const live = or(eq(channels.stable, false), ne(channels.status, 'closed'));
      return (await database.select().from(channels).where(live)).map(toRecord);
    },

    saveOnChain: async (channel, state) => {
      requireHeld();
      const owedSince = sql`case when ${channels.highest} > ${state.claimed} then coalesce(${channels.owedSince}, now()) end`;
      const [row] = await database
        .insert(channels)
        .values({ id: channelId(channel), ...channel, ...state })
        .onConflictDoUpdate({ target: channels.id, set: { ...state, owedSince } })
        .returning();
      if (!row) throw new Error(`channel ${channelId(channel)}: the upsert returned no row`);
      return toRecord(row);
    },

    answer: async (id, cumulativeAmount) => {
      const [row] = await database
        .select()
        .from(answers)
        .where(and(eq(answers.channelId, id), eq(answers.cumulativeAmount, cumulativeAmount)));
      if (!row) return undefined;
      const { channelId: _channelId, createdAt: _createdAt, ...answer } = row;
      return answer as StoredAnswer;
    },

    saveAnswer: async (record, answer) => {
      requireHeld();
      await database.transaction(async (transaction) => {
        const updated = await transaction
          .update(channels)
          .set({
            highest: answer.cumulativeAmount,
            highestSignature: answer.voucherSignature,
            sequence: answer.sequence,
            owedSince: sql`coalesce(${channels.owedSince}, now())`,
          })
          .where(unchanged(record))
          .returning({ id: channels.id });
        if (updated.length === 0) throw new StaleRecordError(`channel ${record.id} moved on from ${record.highest}`);
        await transaction.insert(answers).values({ channelId: record.id, ...answer });
      });
    },

    saveFinalAmount: async (record, finalAmount) => {
      requireHeld();
      const updated = await database
        .update(channels)
        .set({ finalAmount })
        .where(unchanged(record))
        .returning({ id: channels.id });
      if (updated.length === 0) throw new StaleRecordError(`channel ${record.id} moved on from ${record.highest}`);
    },

    owed: async () => {
      const rows = await database
        .select()
        .from(channels)
        .where(
          and(isNotNull(channels.owedSince), ne(channels.status, 'closed'), gt(channels.highest, channels.claimed)),
        )
        .orderBy(asc(channels.id));
      return rows.flatMap((row) =>
        row.owedSince
          ? [{ record: toRecord(row), owed: row.highest - row.claimed, since: row.owedSince.getTime() / 1_000 }]
          : [],
      );
    },

    saveSettlement: async (settlement) => {
      requireHeld();
      await database.insert(settlements).values(settlement).onConflictDoNothing();
    },

    settlements: async () => {
      const rows = await database.select().from(settlements).orderBy(asc(settlements.blockNumber));
      return rows.map(({ createdAt: _createdAt, ...row }) => row as Settlement);
    },

    requireHeld,
    close,
  };
}
