import type { Account, Chain, Client, Hash, Hex, Transport } from 'viem';
import {
  getTransactionReceipt,
  readContract,
  simulateContract,
  waitForTransactionReceipt,
  writeContract,
} from 'viem/actions';
import { dataVaultAbi } from '../generated/contracts.ts';
import type { VaultDomain } from '../protocol/vault/index.ts';
import type { WrapDataKeyParameters } from '../sealing/index.ts';
import type { AbandonReason, GatekeeperEvent, GatekeeperListener } from './events.ts';
import type { AtBlock, NamedBlock, Quorum } from './quorum.ts';
import type { PurchaseRecord, PurchaseStore } from './store/purchases.ts';

/** Wraps a data key for a researcher: 80 bytes. */
export type WrapDataKey = (parameters: WrapDataKeyParameters) => Promise<Hex>;

/** How purchases are delivered. */
export type DeliveryOptions = VaultDomain & {
  /** Sends the deliveries and pays their gas: the gatekeeper's key that the owner named, or the owner. */
  walletClient: Client<Transport, Chain, Account>;
  wrapDataKey: WrapDataKey;
  /** The key that a revision is sealed under, 32 bytes. */
  readDataKey: (datasetId: Hex, revision: number) => Promise<Hex>;
  /**
   * Whether to deliver to who bought again after the owner revoked it. Default: no; such a purchase waits for the owner's own
   * delivery, and is refunded after its deadline.
   */
  sellToRevoked?: boolean | undefined;
  store: PurchaseStore;
  quorum: Quorum;
  /** Blocks below the head from which on nothing is re-organised. */
  confirmations: number;
  /** The revision of each dataset that is served. */
  revisions: ReadonlyMap<Hex, number>;
  /** How long a transaction may take until it is looked at again. */
  receiptSeconds: number;
  onEvent: GatekeeperListener;
};

const statusPending = 1;
const statusDelivered = 2;
const statusClosed = 3;

/** As many purchases in one transaction. */
const settledAtOnce = 50;

type Facts = {
  status: number;
  deadline: number;
  epoch: number;
  version: number;
  revision: number;
  /** The owner revoked the buyer before it bought. */
  wasRevoked: boolean;
  /** Access was revoked since it was bought. */
  revoked: boolean;
  publicKey: Hex;
};

function abandonReason({ status, deadline, revoked }: Facts, { timestamp }: NamedBlock): AbandonReason | undefined {
  if (status === statusClosed) return 'closed';
  if (revoked) return 'revoked';
  return timestamp >= BigInt(deadline) ? 'deadline_passed' : undefined;
}

/** What was settled. */
export type Settled = { purchases: number; transactions: Hash[] };

/** Brings wrapped keys to who bought access. */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #told = new Set<string>();

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  /** Looks at each purchase that waits, and delivers what can be. What fails is tried again at the next call. */
  async deliverPending(): Promise<void> {
    const { store, onEvent, revisions } = this.#options;
    for (const record of await store.purchases('pending', 'sent')) {
      if (!revisions.has(record.purchase.offer.datasetId)) continue;
      try {
        await this.#deliver(record);
      } catch (error) {
        onEvent({ type: 'delivery_failed', purchaseId: record.id, error });
      }
    }
  }

  /** Settles every known purchase of which something is due to the owner or the buyer. */
  async settle(): Promise<Settled> {
    const { store, vault: address, walletClient } = this.#options;
    const due: PurchaseRecord['purchase'][] = [];
    const contract = { abi: dataVaultAbi, address } as const;
    for (const { purchase } of await store.purchases('pending', 'sent', 'delivered', 'abandoned')) {
      const request = { ...contract, functionName: 'getSettlement', args: [purchase] } as const;
      const [earned, refunded] = await readContract(walletClient, request);
      if (earned > 0n || refunded > 0n) due.push(purchase);
    }
    const transactions: Hash[] = [];
    for (let first = 0; first < due.length; first += settledAtOnce) {
      const args = [due.slice(first, first + settledAtOnce)] as const;
      const { request } = await simulateContract(walletClient, { ...contract, functionName: 'settleMany', args });
      const hash = await writeContract(walletClient, request);
      await this.#requireSuccess(hash);
      transactions.push(hash);
    }
    return { purchases: due.length, transactions };
  }

  async #deliver(record: PurchaseRecord): Promise<void> {
    const { store, quorum, confirmations, onEvent, revisions, walletClient } = this.#options;
    const { id: purchaseId, purchase } = record;
    const { buyer } = purchase;
    const { datasetId } = purchase.offer;
    const { block, answer: facts } = await quorum.read(confirmations, (client, at) => this.#read(client, record, at));
    if (facts.status === statusDelivered) return store.saveStatus(purchaseId, 'delivered');
    const reason = abandonReason(facts, block);
    if (reason) {
      await store.saveStatus(purchaseId, 'abandoned');
      onEvent({ type: 'purchase_abandoned', purchaseId, reason });
      return;
    }
    if (facts.status !== statusPending || (await this.#isUnderWay(record))) return;
    if (facts.wasRevoked && !this.#options.sellToRevoked) {
      this.#tellOnce({ type: 'purchase_declined', purchaseId, buyer });
      return;
    }
    if (BigInt(facts.publicKey) === 0n) {
      this.#tellOnce({ type: 'encryption_key_missing', purchaseId, buyer });
      return;
    }
    const revision = revisions.get(datasetId);
    if (facts.revision !== revision) {
      throw new Error(`${datasetId}: the chain is at revision ${facts.revision}, what is served is ${revision}`);
    }

    const { epoch, version } = facts;
    const args = [purchase, epoch, version, await this.#wrappedKey(record, facts)] as const;
    const call = { address: this.#options.vault, abi: dataVaultAbi, functionName: 'deliver', args } as const;
    const { request } = await simulateContract(walletClient, call);
    const transaction = await writeContract(walletClient, request);
    await store.saveStatus(purchaseId, 'sent', transaction);
    await this.#requireSuccess(transaction);
    onEvent({ type: 'purchase_delivered', purchaseId, transaction, epoch, version });
  }

  #tellOnce(event: GatekeeperEvent & { purchaseId: Hex }): void {
    const once = `${event.type} ${event.purchaseId}`;
    if (!this.#told.has(once)) this.#options.onEvent(event);
    this.#told.add(once);
  }

  async #requireSuccess(hash: Hash): Promise<void> {
    const { walletClient, receiptSeconds } = this.#options;
    const { status } = await waitForTransactionReceipt(walletClient, { hash, timeout: receiptSeconds * 1_000 });
    if (status !== 'success') throw new Error(`transaction ${hash} reverted`);
  }

  /** Whether a transaction delivered it that is not yet confirmed. */
  async #isUnderWay({ status, transaction }: PurchaseRecord): Promise<boolean> {
    if (status !== 'sent' || !transaction) return false;
    try {
      const receipt = await getTransactionReceipt(this.#options.walletClient, { hash: transaction });
      return receipt.status === 'success';
    } catch (error) {
      if (error instanceof Error && error.name === 'TransactionReceiptNotFoundError') return false;
      throw error;
    }
  }

  async #read(client: Client, { id, purchase }: PurchaseRecord, at: AtBlock): Promise<Facts> {
    const { buyer } = purchase;
    const { datasetId } = purchase.offer;
    const contract = { address: this.#options.vault, abi: dataVaultAbi, ...at } as const;
    const [bought, dataset, grant, [publicKey]] = await Promise.all([
      readContract(client, { ...contract, functionName: 'getPurchase', args: [id] }),
      readContract(client, { ...contract, functionName: 'getDataset', args: [datasetId] }),
      readContract(client, { ...contract, functionName: 'getGrant', args: [datasetId, buyer] }),
      readContract(client, { ...contract, functionName: 'getEncryptionKey', args: [buyer] }),
    ]);
    return {
      status: bought.status,
      deadline: bought.time,
      epoch: dataset.epoch,
      version: grant.version + 1,
      revision: dataset.revision,
      wasRevoked: grant.period > 0,
      revoked: bought.epoch !== dataset.epoch || bought.period !== grant.period,
      publicKey,
    };
  }

  /** Made once for each grant, and kept. */
  async #wrappedKey({ purchase }: PurchaseRecord, { epoch, version, revision, publicKey }: Facts): Promise<Hex> {
    const { chainId, vault, store, wrapDataKey, readDataKey } = this.#options;
    const { datasetId } = purchase.offer;
    const grant = { datasetId, researcher: purchase.buyer, epoch, version };
    const kept = await store.wrappedKey({ ...grant, revision, publicKey });
    if (kept) return kept;
    const dataKey = await readDataKey(datasetId, revision);
    const wrappedKey = await wrapDataKey({ dataKey, publicKey, context: { chainId, vault, ...grant } });
    await store.saveWrappedKey({ ...grant, revision, publicKey }, wrappedKey);
    return wrappedKey;
  }
}
