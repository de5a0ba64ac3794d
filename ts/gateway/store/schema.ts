import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';

const bytes = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });

/** A count of at most 64 bits. */
const uses = (name: string) => numeric(name, { precision: 20, scale: 0, mode: 'bigint' }).notNull();

/** An amount of at most 96 bits, in a token's smallest unit. */
const amount = (name: string) => numeric(name, { precision: 29, scale: 0, mode: 'bigint' }).notNull();

/** Which escrow the records are about: one row. */
export const deployments = pgTable('deployments', {
  chainId: bigint('chain_id', { mode: 'number' }).notNull(),
  escrow: text('escrow').notNull(),
});

/** Every channel that was ever served or found final. */
export const channels = pgTable(
  'channels',
  {
    id: text('id').primaryKey(),
    signer: text('signer').notNull(),
    receiver: text('receiver').notNull(),
    token: text('token').notNull(),
    salt: bigint('salt', { mode: 'number' }).notNull(),
    payer: text('payer').notNull(),
    noticeSeconds: integer('notice_seconds').notNull(),
    /** As the latest block has it. */
    status: text('status', { enum: ['open', 'closing', 'closed'] }).notNull(),
    /** Unix seconds, zero without notice; latest block. */
    closesAt: bigint('closes_at', { mode: 'number' }).notNull(),
    /** What the receiver got; latest block. */
    claimed: amount('claimed'),
    /** What the channel holds in total, as far as it is final. */
    funded: amount('funded'),
    /** False while the latest block says more than the final one: it is read again with each block. */
    stable: boolean('stable').notNull(),
    /** The highest voucher that was honoured. */
    highest: amount('highest').default(sql`0`),
    highestSignature: text('highest_signature'),
    /** The provider consented to an end at this amount: nothing more is served. */
    finalAmount: numeric('final_amount', { precision: 29, scale: 0, mode: 'bigint' }),
    /** Answers given. */
    sequence: bigint('sequence', { mode: 'bigint' }).notNull().default(sql`0`),
    /** When the oldest answer that is not settled was given; null if nothing is owed. */
    owedSince: timestamp('owed_since', { withTimezone: true }),
  },
  (table) => [index('channels_status').on(table.status), index('channels_owed_since').on(table.owedSince)],
);

/** Every paid answer, kept so that a repeated request costs nothing. */
export const answers = pgTable(
  'answers',
  {
    channelId: text('channel_id')
      .notNull()
      .references(() => channels.id),
    cumulativeAmount: amount('cumulative_amount'),
    price: amount('price'),
    sequence: bigint('sequence', { mode: 'bigint' }).notNull(),
    /** Method and path. */
    route: text('route').notNull(),
    requestHash: text('request_hash').notNull(),
    responseHash: text('response_hash').notNull(),
    contentType: text('content_type').notNull(),
    response: bytes('response').notNull(),
    voucherSignature: text('voucher_signature').notNull(),
    receiptSignature: text('receipt_signature').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.channelId, table.cumulativeAmount] })],
);

/** Every settling transaction that was mined. */
export const settlements = pgTable('settlements', {
  transaction: text('transaction').primaryKey(),
  receiver: text('receiver').notNull(),
  token: text('token').notNull(),
  status: text('status', { enum: ['success', 'reverted'] }).notNull(),
  /** Rows that were sent, and how many of them were settled. */
  rows: integer('rows').notNull(),
  settledRows: integer('settled_rows').notNull(),
  amount: amount('amount'),
  gasUsed: bigint('gas_used', { mode: 'bigint' }).notNull(),
  blockNumber: bigint('block_number', { mode: 'bigint' }).notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});

/** Which licence contract the usage vouchers are for: one row. */
export const licenses = pgTable('licenses', {
  chainId: bigint('chain_id', { mode: 'number' }).notNull(),
  license: text('license').notNull(),
});

/** The highest usage voucher of each model and licensee that was answered. */
export const usageVouchers = pgTable(
  'usage_vouchers',
  {
    modelId: text('model_id').notNull(),
    licensee: text('licensee').notNull(),
    cumulativeUses: uses('cumulative_uses'),
    signature: text('signature').notNull(),
    /** What the chain had metered when it was last looked at. */
    meteredUses: uses('metered_uses').default(sql`0`),
  },
  (table) => [primaryKey({ columns: [table.modelId, table.licensee] })],
);

/** What may be used once and has not expired: nonces of requests. */
export const usedKeys = pgTable(
  'used_keys',
  {
    key: text('key').primaryKey(),
    /** Unix seconds. */
    expiresAt: bigint('expires_at', { mode: 'bigint' }).notNull(),
  },
  (table) => [index('used_keys_expires_at').on(table.expiresAt)],
);
