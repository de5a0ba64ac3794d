import { type Client, type Hex, isAddressEqual } from 'viem';
import { getChainId, readContract } from 'viem/actions';
import { checkSettings, SettingsError } from '../gateway/config.ts';
import { startLoop } from '../gateway/loop.ts';
import { type RunningServer, startServer } from '../gateway/server.ts';
import { dataVaultAbi } from '../generated/contracts.ts';
import { vaultDomainSeparator } from '../protocol/vault/index.ts';
import { createAccess } from './access.ts';
import { createGatekeeperApp } from './app.ts';
import { type GatekeeperSettings, type GatekeeperSettingsInput, gatekeeperSettingsSchema } from './config.ts';
import { Delivery, type DeliveryOptions, type Settled } from './deliver.ts';
import type { GatekeeperListener } from './events.ts';
import { openDataset, type ServedDataset } from './files.ts';
import { createQuorum, type Quorum } from './quorum.ts';
import { type GatekeeperStore, openGatekeeperStore, type ReadReceipt } from './store/store.ts';
import { watchPurchases } from './watch.ts';

/** What a gatekeeper that delivers purchases needs. */
export type PurchaseOptions = Pick<DeliveryOptions, 'walletClient' | 'wrapDataKey' | 'readDataKey' | 'sellToRevoked'>;

/** What a gatekeeper needs. */
export type GatekeeperOptions = GatekeeperSettingsInput & {
  /** One for each RPC endpoint that is asked who may read. */
  clients: readonly Client[];
  /** Delivers purchases. Without it, none are watched. */
  purchases?: PurchaseOptions | undefined;
  onEvent?: GatekeeperListener | undefined;
};

/** A gatekeeper that runs. */
export type Gatekeeper = {
  /** `http://<host>:<port>` */
  url: string;
  /** Who read what, in the order of reading. */
  receipts: (dataset: { datasetId: Hex }) => Promise<ReadReceipt[]>;
  /** Looks for purchases and delivers what can be, without waiting for the next poll. */
  deliver: () => Promise<void>;
  /** Settles the known purchases of which something is due. */
  settle: () => Promise<Settled>;
  /** Ends reads that are under way within the time that a request may take, then stops. */
  stop: () => Promise<void>;
};

const daySeconds = 86_400n;

/** Throws if an endpoint that answers leads to another chain or another contract. */
async function requireVault(clients: readonly Client[], { chainId, vault }: GatekeeperSettings): Promise<void> {
  const expected = vaultDomainSeparator({ chainId, vault });
  const request = { address: vault, abi: dataVaultAbi, functionName: 'DOMAIN_SEPARATOR' } as const;
  const chains = await Promise.allSettled(clients.map((client) => getChainId(client)));
  for (const [index, chain] of chains.entries()) {
    if (chain.status === 'rejected' || chain.value === chainId) continue;
    throw new SettingsError(`chainId=${chainId}: endpoint ${index + 1} serves chain ${chain.value}`);
  }
  const separators = await Promise.allSettled(clients.map((client) => readContract(client, request)));
  if (separators.some((answer) => answer.status === 'fulfilled' && answer.value === expected)) return;
  throw new SettingsError(`vault=${vault}: no endpoint knows a DataVault of version 1 there`);
}

/** Throws unless each file is of the revision that the chain has, and the account may deliver. */
async function requireRegistered(
  datasets: readonly ServedDataset[],
  { vault: address }: GatekeeperSettings,
  quorum: Quorum,
  purchases: PurchaseOptions | undefined,
): Promise<void> {
  for (const { id, revision, ciphertextHash } of datasets) {
    const request = { address, abi: dataVaultAbi, args: [id] } as const;
    const { answer } = await quorum.read(0, async (client, at) => ({
      dataset: await readContract(client, { ...request, ...at, functionName: 'getDataset' }),
      owner: await readContract(client, { ...request, ...at, functionName: 'ownerOf' }),
    }));
    const { dataset, owner } = answer;
    if (dataset.epoch === 0) throw new SettingsError(`datasets: ${id} is not registered`);
    if (dataset.revision !== revision) {
      throw new SettingsError(
        `datasets: ${id}: the file is of revision ${revision}, the chain has ${dataset.revision}`,
      );
    }
    if (dataset.ciphertextHash !== ciphertextHash) {
      const hashes = `the file's SHA-256 is ${ciphertextHash}, the chain has ${dataset.ciphertextHash}`;
      throw new SettingsError(`datasets: ${id}: ${hashes}`);
    }
    const deliverer = purchases?.walletClient.account.address;
    const may = !deliverer || [dataset.gatekeeper, owner].some((account) => isAddressEqual(account, deliverer));
    if (!may) throw new SettingsError(`purchases: ${deliverer} is neither owner nor gatekeeper of ${id}`);
  }
}

/** All that is to be closed in the end, in the opposite order. */
class Closers {
  readonly #closers: (() => Promise<void>)[] = [];

  add(close: () => Promise<void>): void {
    this.#closers.unshift(close);
  }

  async close(): Promise<void> {
    for (const close of this.#closers.splice(0)) await close();
  }
}

type Parts = {
  settings: GatekeeperSettings;
  quorum: Quorum;
  store: GatekeeperStore;
  datasets: readonly ServedDataset[];
  purchases: PurchaseOptions | undefined;
  onEvent: GatekeeperListener;
};

/** Looks for purchases and delivers them, one run after the other. */
function createDelivery({ settings, quorum, store: { purchases: store }, datasets, purchases, onEvent }: Parts) {
  if (!purchases) return undefined;
  const revisions = new Map(datasets.map(({ id, revision }) => [id, revision]));
  const common = { ...settings, quorum, store, onEvent };
  const delivery = new Delivery({ ...common, ...purchases, revisions });
  let last: Promise<unknown> = Promise.resolve();
  const run = async () => {
    await watchPurchases({ ...common, datasetIds: [...revisions.keys()] });
    await delivery.deliverPending();
  };
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const mine = last.then(work, work);
    last = mine;
    return mine;
  };
  return { deliver: () => inTurn(run), settle: () => inTurn(() => delivery.settle()) };
}

async function serve(parts: Parts, closers: Closers): Promise<RunningServer> {
  const { settings, quorum, store, datasets, onEvent } = parts;
  let listening = '';
  const host = () => (settings.publicHost ?? listening).toLowerCase();
  const access = createAccess({ ...settings, host, store, quorum });
  const byId = new Map(datasets.map((dataset) => [dataset.id, dataset]));
  const app = createGatekeeperApp({ ...settings, datasets: byId, access, store, onEvent });
  const server = await startServer(app, settings);
  closers.add(server.stop);
  listening = new URL(server.url).host;
  return server;
}

/**
 * Starts the data owner's server. It serves sealed files to who signs a challenge and has a live grant, by what a quorum of
 * RPC endpoints says and by the chain's time; it notes who read what; and it delivers purchases. The files stay open: after a
 * new revision, start it again.
 *
 * @throws {SettingsError} if a setting is wrong, or a file is not what the chain has.
 * @throws {ChainUnavailableError} if too few endpoints agree.
 * @throws {DirectoryInUseError} if another process has the directory.
 * @throws {DirectoryMismatchError} if the directory holds the records of another vault.
 *
 * @example
 * const gatekeeper = await startGatekeeper({
 *   chainId, vault, clients: [first, second, third], directory: '.tallystick/gatekeeper', publicHost: 'data.example',
 *   datasets: [{ id: datasetId, revision: 1, path: 'study.sealed' }],
 *   purchases: { walletClient, wrapDataKey, readDataKey: async () => dataKey },
 * })
 */
export async function startGatekeeper(options: GatekeeperOptions): Promise<Gatekeeper> {
  const { clients, purchases, onEvent = () => undefined, ...given } = options;
  const settings = checkSettings(gatekeeperSettingsSchema, given);
  const { chainId, vault } = settings;
  const agreeing = settings.quorum ?? Math.floor(clients.length / 2) + 1;
  if (agreeing > clients.length) throw new SettingsError(`quorum=${agreeing}: there are ${clients.length} clients`);
  await requireVault(clients, settings);
  const quorum = createQuorum({ ...settings, clients, quorum: agreeing, onEvent });

  const closers = new Closers();
  try {
    const datasets: ServedDataset[] = [];
    for (const file of settings.datasets) {
      const dataset = await openDataset(file);
      closers.add(dataset.close);
      datasets.push(dataset);
    }
    await requireRegistered(datasets, settings, quorum, purchases);
    const lost = (error: Error) => onEvent({ type: 'lock_lost', error });
    const store = await openGatekeeperStore(settings.directory, { chainId, vault }, lost);
    closers.add(store.close);
    const parts: Parts = { settings, quorum, store, datasets, purchases, onEvent };
    const delivery = createDelivery(parts);

    const keepUp = async () => {
      try {
        store.requireHeld();
        await quorum.read(0, async () => true);
        // A day more: if the chain is re-organised, its time goes back.
        await store.forgetExpired(quorum.now() - daySeconds);
        await delivery?.deliver();
      } catch (error) {
        onEvent({ type: 'poll_failed', error });
      }
    };
    const loop = startLoop(keepUp, settings.pollSeconds);
    closers.add(loop.stop);
    const server = await serve(parts, closers);
    let stopping: Promise<void> | undefined;
    return {
      url: server.url,
      receipts: ({ datasetId }) => store.receipts(datasetId),
      deliver: async () => delivery?.deliver(),
      settle: async () => delivery?.settle() ?? { purchases: 0, transactions: [] },
      stop: () => {
        stopping ??= closers.close();
        return stopping;
      },
    };
  } catch (error) {
    await closers.close();
    throw error;
  }
}
