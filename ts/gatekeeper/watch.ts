import type { Address, Client, Hash, Hex } from 'viem';
import { getBlock, getContractEvents } from 'viem/actions';
import { dataVaultAbi } from '../generated/contracts.ts';
import type { GatekeeperListener } from './events.ts';
import type { Quorum } from './quorum.ts';
import type { Findings, PurchaseStore } from './store/purchases.ts';

/** Which events are read, and from where. */
export type WatchOptions = {
  vault: Address;
  datasetIds: readonly Hex[];
  /** The contract's deployment block, or any before it. */
  fromBlock: bigint;
  /** Blocks in one request for logs. */
  blockRange: bigint;
  confirmations: number;
  store: PurchaseStore;
  quorum: Quorum;
  onEvent: GatekeeperListener;
};

async function hashAt(client: Client, blockNumber: bigint): Promise<Hash | null> {
  try {
    return (await getBlock(client, { blockNumber })).hash;
  } catch (error) {
    if (error instanceof Error && error.name === 'BlockNotFoundError') return null;
    throw error;
  }
}

async function readFindings(
  client: Client,
  { vault: address, datasetIds }: WatchOptions,
  fromBlock: bigint,
  toBlock: bigint,
): Promise<Omit<Findings, 'cursor'> & { hash: Hash | null }> {
  const range = { abi: dataVaultAbi, address, fromBlock, toBlock, strict: true } as const;
  const [opened, bought, hash] = await Promise.all([
    getContractEvents(client, { ...range, eventName: 'OfferOpened', args: { datasetId: [...datasetIds] } }),
    getContractEvents(client, { ...range, eventName: 'AccessPurchased' }),
    hashAt(client, toBlock),
  ]);
  return {
    offers: opened.map(({ args: { offerId, offer } }) => ({ id: offerId, offer })),
    purchases: bought.map(({ args: { purchaseId, offerId, buyer, salt } }) => ({
      id: purchaseId,
      offerId,
      buyer,
      salt,
    })),
    hash,
  };
}

/**
 * Reads the vault's events up to the last confirmed block, and notes offers and purchases. If a block that was read before
 * is not on the chain any more, all is read again.
 */
export async function watchPurchases(options: WatchOptions): Promise<void> {
  const { datasetIds, fromBlock, blockRange, confirmations, store, quorum, onEvent } = options;
  const datasets = datasetIds.toSorted().join(' ');
  let cursor = await store.cursor();
  if (cursor && cursor.datasets !== datasets) {
    await store.reset();
    cursor = undefined;
  }
  const { number: seen = fromBlock } = cursor ?? {};
  const { block, answer } = await quorum.read(confirmations, (client) => hashAt(client, seen));
  if (cursor && answer !== cursor.hash) {
    await store.reset();
    onEvent({ type: 'history_changed', blockNumber: cursor.number });
    cursor = undefined;
  }
  let next = cursor ? cursor.number + 1n : fromBlock;
  while (next <= block.number) {
    const last = next + blockRange - 1n;
    const toBlock = last < block.number ? last : block.number;
    const { answer: found } = await quorum.read(0, (client) => readFindings(client, options, next, toBlock));
    if (found.hash === null) return;
    const fresh = await store.saveFindings({ ...found, cursor: { number: toBlock, hash: found.hash, datasets } });
    for (const { id: purchaseId, datasetId, buyer } of fresh) {
      onEvent({ type: 'purchase_seen', purchaseId, datasetId, buyer });
    }
    next = toBlock + 1n;
  }
}
