import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Address, Hash, Hex } from 'viem';
import type { Connection } from '../../gateway/store/database.ts';
import type { AccessPurchase, Offer } from '../../protocol/vault/index.ts';
import type { WrapContext } from '../../sealing/index.ts';
import { gatekeepers, vaultOffers, vaultPurchases, wrappedKeys } from './schema.ts';

/** A purchase, and how far its delivery is. */
export type PurchaseRecord = {
  id: Hex;
  purchase: AccessPurchase;
  status: 'pending' | 'sent' | 'delivered' | 'abandoned';
  transaction: Hash | undefined;
};

/** The last block whose events were read, and of which datasets. */
export type Cursor = { number: bigint; hash: Hash; datasets: string };

/** What was found in the vault's events, up to a block. */
export type Findings = {
  offers: readonly { id: Hex; offer: Offer }[];
  purchases: readonly { id: Hex; offerId: Hex; buyer: Address; salt: bigint }[];
  cursor: Cursor;
};

/** Which wrapped key. */
export type WrappedKeyId = Pick<WrapContext, 'datasetId' | 'researcher' | 'epoch' | 'version'> & {
  revision: number;
  publicKey: Hex;
};

/** What a gatekeeper knows of purchases. Each method is one transaction. */
export type PurchaseStore = {
  cursor: () => Promise<Cursor | undefined>;
  /** Forgets purchases, and how far events were read, so that all are read again. Wrapped keys stay. */
  reset: () => Promise<void>;
  /** Saves what is new, and how far events were read. Returns the purchases of known offers that were not known. */
  saveFindings: (findings: Findings) => Promise<{ id: Hex; datasetId: Hex; buyer: Address }[]>;
  purchases: (...statuses: PurchaseRecord['status'][]) => Promise<PurchaseRecord[]>;
  saveStatus: (id: Hex, status: PurchaseRecord['status'], transaction?: Hash) => Promise<void>;
  wrappedKey: (id: WrappedKeyId) => Promise<Hex | undefined>;
  saveWrappedKey: (id: WrappedKeyId, wrappedKey: Hex) => Promise<void>;
};

function isKey(id: WrappedKeyId) {
  return and(
    eq(wrappedKeys.datasetId, id.datasetId),
    eq(wrappedKeys.researcher, id.researcher),
    eq(wrappedKeys.epoch, id.epoch),
    eq(wrappedKeys.version, id.version),
    eq(wrappedKeys.revision, id.revision),
    eq(wrappedKeys.publicKey, id.publicKey),
  );
}

/** The queries over an open database. */
export function createPurchaseStore({ database, requireHeld }: Connection): PurchaseStore {
  return {
    cursor: async () => {
      const [row] = await database.select().from(gatekeepers);
      if (!row || row.cursorNumber === null || row.cursorHash === null) return undefined;
      return { number: row.cursorNumber, hash: row.cursorHash as Hash, datasets: row.cursorDatasets ?? '' };
    },

    reset: async () => {
      requireHeld();
      await database.transaction(async (transaction) => {
        await transaction.delete(vaultPurchases);
        await transaction.update(gatekeepers).set({ cursorNumber: null, cursorHash: null, cursorDatasets: null });
      });
    },

    saveFindings: async ({ offers, purchases, cursor }) => {
      requireHeld();
      return database.transaction(async (transaction) => {
        for (const { id, offer } of offers) {
          await transaction
            .insert(vaultOffers)
            .values({ id, ...offer })
            .onConflictDoNothing();
        }
        const fresh: { id: Hex; datasetId: Hex; buyer: Address }[] = [];
        for (const { id, offerId, buyer, salt } of purchases) {
          const [offer] = await transaction.select().from(vaultOffers).where(eq(vaultOffers.id, offerId));
          if (!offer) continue;
          const inserted = await transaction
            .insert(vaultPurchases)
            .values({ id, offerId, buyer, salt, status: 'pending' })
            .onConflictDoNothing()
            .returning({ id: vaultPurchases.id });
          if (inserted.length > 0) fresh.push({ id, datasetId: offer.datasetId as Hex, buyer });
        }
        await transaction.update(gatekeepers).set({
          cursorNumber: cursor.number,
          cursorHash: cursor.hash,
          cursorDatasets: cursor.datasets,
        });
        return fresh;
      });
    },

    purchases: async (...statuses) => {
      const rows = await database
        .select()
        .from(vaultPurchases)
        .innerJoin(vaultOffers, eq(vaultPurchases.offerId, vaultOffers.id))
        .where(inArray(vaultPurchases.status, statuses))
        .orderBy(asc(vaultPurchases.id));
      return rows.map(({ vault_purchases: row, vault_offers: { id: _id, ...offer } }) => ({
        id: row.id as Hex,
        purchase: { offer: offer as Offer, buyer: row.buyer as Address, salt: row.salt },
        status: row.status,
        transaction: (row.transaction ?? undefined) as Hash | undefined,
      }));
    },

    saveStatus: async (id, status, transaction) => {
      requireHeld();
      await database
        .update(vaultPurchases)
        .set({ status, ...(transaction && { transaction }) })
        .where(eq(vaultPurchases.id, id));
    },

    wrappedKey: async (id) => {
      const [row] = await database.select().from(wrappedKeys).where(isKey(id));
      return row?.wrappedKey as Hex | undefined;
    },

    saveWrappedKey: async ({ datasetId, researcher, epoch, version, revision, publicKey }, wrappedKey) => {
      requireHeld();
      await database
        .insert(wrappedKeys)
        .values({ datasetId, researcher, epoch, version, revision, publicKey, wrappedKey });
    },
  };
}
