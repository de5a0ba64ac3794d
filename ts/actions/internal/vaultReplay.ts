import { type Address, getAddress, type Hash, type Hex } from 'viem';
import { type AccessPurchase, type Offer, type PurchaseStatus, purchaseIdOf } from '../../protocol/vault/offer.ts';
import type { dataVault } from './contracts/dataVault.ts';
import { type ContractLog, incompleteHistory } from './history.ts';

/** One of the vault's events, decoded. */
export type VaultLog = ContractLog<(typeof dataVault)['abi']>;

type LogOf<name extends VaultLog['eventName']> = Extract<VaultLog, { eventName: name }>;

/** What an owner gave, each time: its event holds the wrapped key. */
export type GrantedAccess = {
  /** Unix seconds. */
  expiry: bigint;
  /** The dataset's epoch. */
  epoch: number;
  /** The version of the grant that this created. */
  version: number;
  purposeHash: Hex;
  termsHash: Hex;
  /** The data's key for the researcher, or `0x`. */
  wrappedKey: Hex;
  blockNumber: bigint;
  transactionHash: Hash;
};

/** A grant, as its events tell it. */
export type ReplayedGrant = {
  researcher: Address;
  /** Unix seconds, as granted last; zero if it was revoked or never granted. */
  expiry: bigint;
  /** The dataset's epoch when it was granted; zero if it was revoked or never granted. */
  epoch: number;
  /** Writes so far. */
  version: number;
  /** Revocations so far. */
  period: number;
  /** The block of the last of them. */
  revokedIn: bigint | undefined;
  /** All that was ever granted, in its order. */
  granted: GrantedAccess[];
};

/** A dataset, as its events tell it. */
export type ReplayedDataset = {
  /** Zero while it is not registered. */
  epoch: number;
  /** By researcher, checksummed. */
  grants: Map<Address, ReplayedGrant>;
};

/** A purchase, as its events tell it. Amounts are in the offer's token's smallest unit. */
export type ReplayedPurchase = AccessPurchase & {
  purchaseId: Hex;
  status: Exclude<PurchaseStatus, 'none'>;
  /** Unix seconds: the deadline of a pending purchase, the start of one that was delivered. */
  time: number;
  /** Unix seconds by which the access must start. */
  latestStart: number;
  /** The dataset's epoch in which it was bought. */
  epoch: number;
  /** The period of the buyer's grant in which it was bought. */
  period: number;
  /** What the owner was credited with so far. */
  collected: bigint;
  /** What the buyer was credited with so far. */
  refunded: bigint;
  /** The block in which access of its epoch and period was first revoked. */
  revokedIn: bigint | undefined;
};

/** A vault, from its events alone: the package's own reckoning of what the contract stores. */
export type VaultReplay = {
  datasets: Map<Hex, ReplayedDataset>;
  /** Every offer that was ever opened, and whether it sells. */
  offers: Map<Hex, { offer: Offer; open: boolean }>;
  purchases: Map<Hex, ReplayedPurchase>;
  /** By token, then by account, both checksummed. */
  credits: Map<Address, Map<Address, bigint>>;
};

export function emptyVaultReplay(): VaultReplay {
  return { datasets: new Map(), offers: new Map(), purchases: new Map(), credits: new Map() };
}

/** A dataset, which is unknown before its first event. */
export function datasetOf({ datasets }: VaultReplay, datasetId: Hex): ReplayedDataset {
  const id = datasetId.toLowerCase() as Hex;
  const known = datasets.get(id);
  if (known) return known;
  const dataset = { epoch: 0, grants: new Map() };
  datasets.set(id, dataset);
  return dataset;
}

/**
 * Applies one event. Events must come in the chain's order, from the vault's first on, or from all those of a dataset.
 * Throws {@link IncompleteHistoryError}.
 */
export function applyVaultEvent(state: VaultReplay, log: VaultLog): void {
  switch (log.eventName) {
    case 'DatasetRegistered':
      datasetOf(state, log.args.datasetId).epoch = 1;
      return;
    case 'AccessGranted':
      grant(state, log);
      return;
    case 'AccessRevoked':
      revoke(state, log);
      return;
    case 'AllAccessRevoked':
      revokeAll(state, log);
      return;
    case 'SignedGrantsCancelled':
      nextVersionOf(state, log);
      return;
    case 'OfferOpened':
      state.offers.set(log.args.offerId, { offer: log.args.offer, open: true });
      return;
    case 'OfferClosed':
      offerOf(state, log, log.args.offerId).open = false;
      return;
    case 'AccessPurchased':
      purchase(state, log);
      return;
    case 'PurchaseDelivered': {
      const bought = purchaseOf(state, log, log.args.purchaseId);
      bought.status = 'delivered';
      bought.time = log.args.start;
      return;
    }
    case 'PurchaseSettled':
      settle(state, log);
      return;
    case 'Credited':
      credit(state, log, log.args.amount);
      return;
    case 'Withdrawn':
      credit(state, log, -log.args.amount);
      return;
    default:
      // Revisions, gatekeepers and encryption keys change neither access nor money.
      return;
  }
}

function grant(state: VaultReplay, log: LogOf<'AccessGranted'>): void {
  const { datasetId, researcher: _, ...granted } = log.args;
  const { epoch } = datasetOf(state, datasetId);
  if (granted.epoch !== epoch) throw incompleteHistory(log, `dataset ${datasetId} is at epoch ${epoch}`);
  const record = nextVersionOf(state, log);
  record.expiry = granted.expiry;
  record.epoch = granted.epoch;
  record.granted.push({ ...granted, blockNumber: log.blockNumber, transactionHash: log.transactionHash });
}

function revoke(state: VaultReplay, log: LogOf<'AccessRevoked'>): void {
  const { datasetId } = log.args;
  const record = nextVersionOf(state, log);
  record.expiry = 0n;
  record.epoch = 0;
  record.period += 1;
  record.revokedIn = log.blockNumber;
  markRevoked(state, log, (bought) => bought.buyer === record.researcher, datasetId);
}

function revokeAll(state: VaultReplay, log: LogOf<'AllAccessRevoked'>): void {
  const { datasetId, epoch } = log.args;
  const dataset = datasetOf(state, datasetId);
  if (dataset.epoch === 0 || epoch !== dataset.epoch + 1) {
    throw incompleteHistory(log, `dataset ${datasetId} is at epoch ${dataset.epoch}`);
  }
  dataset.epoch = epoch;
  markRevoked(state, log, () => true, datasetId);
}

/** Of purchases in the epoch and period that ends, which are all that were not revoked before. */
function markRevoked(
  { purchases }: VaultReplay,
  { blockNumber }: VaultLog,
  isMeant: (bought: ReplayedPurchase) => boolean,
  datasetId: Hex,
): void {
  for (const bought of purchases.values()) {
    if (bought.offer.datasetId === datasetId && isMeant(bought)) bought.revokedIn ??= blockNumber;
  }
}

function nextVersionOf(
  state: VaultReplay,
  log: LogOf<'AccessGranted' | 'AccessRevoked' | 'SignedGrantsCancelled'>,
): ReplayedGrant {
  const { datasetId, version } = log.args;
  const record = grantOf(state, datasetId, log.args.researcher);
  if (version !== record.version + 1) {
    throw incompleteHistory(log, `the grant of ${record.researcher} is at version ${record.version}`);
  }
  record.version = version;
  return record;
}

function grantOf(state: VaultReplay, datasetId: Hex, account: Address): ReplayedGrant {
  const researcher = getAddress(account);
  const { grants } = datasetOf(state, datasetId);
  const known = grants.get(researcher);
  if (known) return known;
  const none = { expiry: 0n, epoch: 0, version: 0, period: 0, revokedIn: undefined, granted: [] };
  const record: ReplayedGrant = { researcher, ...none };
  grants.set(researcher, record);
  return record;
}

function purchase(state: VaultReplay, log: LogOf<'AccessPurchased'>): void {
  const { purchaseId, offerId, salt, deadline, latestStart } = log.args;
  const { offer, open } = offerOf(state, log, offerId);
  if (!open) throw incompleteHistory(log, `offer ${offerId} is closed`);
  const buyer = getAddress(log.args.buyer);
  const bought = { offer, buyer, salt };
  if (purchaseIdOf(bought) !== purchaseId) throw incompleteHistory(log, `offer ${offerId} is another`);
  const { epoch, grants } = datasetOf(state, offer.datasetId);
  if (epoch === 0) throw incompleteHistory(log, `dataset ${offer.datasetId} was never registered`);
  const { period } = grants.get(buyer) ?? { period: 0 };
  const money = { collected: 0n, refunded: 0n, revokedIn: undefined };
  const view = { status: 'pending', time: deadline, latestStart, epoch, period } as const;
  state.purchases.set(purchaseId, { purchaseId, ...bought, ...view, ...money });
}

function settle(state: VaultReplay, log: LogOf<'PurchaseSettled'>): void {
  const { purchaseId, earned, refunded, closed } = log.args;
  const bought = purchaseOf(state, log, purchaseId);
  bought.collected += earned;
  bought.refunded += refunded;
  if (closed) bought.status = 'closed';
  const paid = bought.collected + bought.refunded;
  const { price } = bought.offer;
  if (paid > price || (closed && paid !== price)) {
    throw incompleteHistory(log, `purchase ${purchaseId} brought ${price}, settled are ${paid}`);
  }
}

function credit(state: VaultReplay, log: LogOf<'Credited' | 'Withdrawn'>, change: bigint): void {
  const [account, token] = [getAddress(log.args.account), getAddress(log.args.token)];
  const ofToken = state.credits.get(token) ?? new Map<Address, bigint>();
  state.credits.set(token, ofToken);
  const had = ofToken.get(account) ?? 0n;
  // What is withdrawn is always all.
  if (change < 0n && had !== -change) throw incompleteHistory(log, `the credit of ${account} is ${had}`);
  ofToken.set(account, had + change);
}

function offerOf({ offers }: VaultReplay, log: VaultLog, offerId: Hex) {
  const found = offers.get(offerId);
  if (!found) throw incompleteHistory(log, `offer ${offerId} was never opened`);
  return found;
}

function purchaseOf({ purchases }: VaultReplay, log: VaultLog, purchaseId: Hex): ReplayedPurchase {
  const found = purchases.get(purchaseId);
  if (!found) throw incompleteHistory(log, `purchase ${purchaseId} was never made`);
  return found;
}
