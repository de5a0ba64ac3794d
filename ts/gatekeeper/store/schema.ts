import { bigint, index, integer, numeric, pgTable, primaryKey, serial, text } from 'drizzle-orm/pg-core';

const word = (name: string) => bigint(name, { mode: 'bigint' });

/** What a researcher signed: with the vault's domain, all that its signature can be checked by. */
const signedRead = {
  host: text('host').notNull(),
  datasetId: text('dataset_id').notNull(),
  revision: integer('revision').notNull(),
  researcher: text('researcher').notNull(),
  nonce: text('nonce').notNull(),
  /** Unix seconds. */
  challengeExpiresAt: numeric('challenge_expires_at', { precision: 20, scale: 0, mode: 'bigint' }).notNull(),
  signature: text('signature').notNull(),
};

/** Which vault the records are about, and how far its events were read: one row. */
export const gatekeepers = pgTable('gatekeepers', {
  chainId: bigint('chain_id', { mode: 'number' }).notNull(),
  vault: text('vault').notNull(),
  /** What nonces are told by, 32 bytes. */
  secret: text('secret').notNull(),
  /** The last block whose events were read. */
  cursorNumber: word('cursor_number'),
  cursorHash: text('cursor_hash'),
  /** The datasets whose events were read, in order, with spaces between. */
  cursorDatasets: text('cursor_datasets'),
});

/** Readers that signed a challenge. */
export const readSessions = pgTable(
  'read_sessions',
  {
    /** Of the token, which is nowhere kept. */
    tokenHash: text('token_hash').primaryKey(),
    ...signedRead,
    /** Unix seconds. */
    expiresAt: word('expires_at').notNull(),
  },
  (table) => [index('read_sessions_expires_at').on(table.expiresAt)],
);

/** Every read: who was served which bytes, and by which block. */
export const readReceipts = pgTable(
  'read_receipts',
  {
    id: serial('id').primaryKey(),
    ...signedRead,
    /** The first and the last byte that were asked for. */
    rangeStart: word('range_start').notNull(),
    rangeEnd: word('range_end').notNull(),
    /** Handed to the connection; null while the read is under way, or if the process ended in it. */
    sentBytes: word('sent_bytes'),
    blockNumber: word('block_number').notNull(),
    blockHash: text('block_hash').notNull(),
    /** Of the block, in unix seconds. */
    blockTimestamp: word('block_timestamp').notNull(),
  },
  (table) => [index('read_receipts_dataset_id').on(table.datasetId)],
);

/** Offers of the datasets that are served, as they were opened. */
export const vaultOffers = pgTable('vault_offers', {
  id: text('id').primaryKey(),
  datasetId: text('dataset_id').notNull(),
  token: text('token').notNull(),
  price: numeric('price', { precision: 29, scale: 0, mode: 'bigint' }).notNull(),
  duration: bigint('duration', { mode: 'number' }).notNull(),
  deliveryWindow: bigint('delivery_window', { mode: 'number' }).notNull(),
  purposeHash: text('purpose_hash').notNull(),
  termsHash: text('terms_hash').notNull(),
});

/** Purchases of them. */
export const vaultPurchases = pgTable(
  'vault_purchases',
  {
    id: text('id').primaryKey(),
    offerId: text('offer_id')
      .notNull()
      .references(() => vaultOffers.id),
    buyer: text('buyer').notNull(),
    salt: numeric('salt', { precision: 78, scale: 0, mode: 'bigint' }).notNull(),
    /** `sent`: a transaction delivered it in a block that may still be re-organised. */
    status: text('status', { enum: ['pending', 'sent', 'delivered', 'abandoned'] }).notNull(),
    transaction: text('transaction'),
  },
  (table) => [index('vault_purchases_status').on(table.status)],
);

/** Every wrapped key that was made. */
export const wrappedKeys = pgTable(
  'wrapped_keys',
  {
    datasetId: text('dataset_id').notNull(),
    researcher: text('researcher').notNull(),
    epoch: bigint('epoch', { mode: 'number' }).notNull(),
    version: bigint('version', { mode: 'number' }).notNull(),
    /** Of the dataset. */
    revision: integer('revision').notNull(),
    /** What it is wrapped for. */
    publicKey: text('public_key').notNull(),
    wrappedKey: text('wrapped_key').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.datasetId, table.researcher, table.epoch, table.version, table.revision, table.publicKey],
    }),
  ],
);
