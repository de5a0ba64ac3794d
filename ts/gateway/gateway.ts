import type { Hono } from 'hono';
import type { Address, Chain, Client, LocalAccount, Transport } from 'viem';
import { getChainId, getCode, readContract } from 'viem/actions';
import { inferenceEscrowAbi } from '../generated/contracts.ts';
import { type EscrowDomain, escrowDomainSeparator, nativeToken } from '../protocol/index.ts';
import { createApp } from './app.ts';
import { type ChannelBook, createChannelBook } from './channels/book.ts';
import { createChainReader } from './channels/chain.ts';
import { type GatewaySettings, type GatewaySettingsInput, parseSettings, SettingsError } from './config.ts';
import type { EventListener } from './events.ts';
import { startLoop } from './loop.ts';
import type { Model } from './model/model.ts';
import { createClosing } from './payment/closing.ts';
import type { PaymentTerms } from './payment/payment.ts';
import { createPayments } from './payment/payments.ts';
import { RequestQueue } from './queue.ts';
import { type RunningServer, startServer } from './server.ts';
import { createSettler, type Settler } from './settler/settler.ts';
import { openStore } from './store/store.ts';
import type { Settlement, Store } from './store/types.ts';

/** What a gateway needs. */
export type GatewayOptions = GatewaySettingsInput & {
  /** The chain's RPC. Its chain must be the one of `chainId`. */
  client: Client<Transport, Chain>;
  /** The provider: vouchers pay it, it signs receipts and sends settling transactions, for which it needs gas. */
  account: LocalAccount;
  model: Model;
  onEvent?: EventListener;
};

/** What is owed and what was settled, in the token's smallest unit. */
export type GatewayStatus = { owed: bigint; owedChannels: number; settlements: Settlement[] };

/** A gateway that runs. */
export type Gateway = {
  /** `http://<host>:<port>` */
  url: string;
  receiver: Address;
  status: () => Promise<GatewayStatus>;
  /**
   * Settles all that is owed now.
   *
   * @throws {SettlementError}
   */
  settle: () => Promise<Settlement[]>;
  /** Answers what is under way, then stops. What is owed stays in the directory and is settled after the next start. */
  stop: () => Promise<void>;
};

async function requireEscrow(client: Client, { chainId, escrow }: EscrowDomain, token: Address): Promise<void> {
  const actual = await getChainId(client);
  if (actual !== chainId) throw new SettingsError(`chainId=${chainId}: the RPC serves chain ${actual}`);
  if (!(await getCode(client, { address: escrow }))) throw new SettingsError(`escrow=${escrow}: there is no contract`);
  const separator = await readContract(client, {
    address: escrow,
    abi: inferenceEscrowAbi,
    functionName: 'DOMAIN_SEPARATOR',
  });
  if (separator !== escrowDomainSeparator({ chainId, escrow })) {
    throw new SettingsError(
      `escrow=${escrow}: its DOMAIN_SEPARATOR is ${separator}, not an InferenceEscrow's of version 1`,
    );
  }
  if (token !== nativeToken && !(await getCode(client, { address: token }))) {
    throw new SettingsError(`token=${token}: there is no contract`);
  }
}

type Parts = { book: ChannelBook; settler: Settler; app: Hono };

type PartsOptions = Pick<GatewayOptions, 'client' | 'account' | 'model'> & {
  settings: GatewaySettings;
  store: Store;
  onEvent: EventListener;
};

function termsOf(account: LocalAccount, settings: GatewaySettings): PaymentTerms {
  const { chainId, escrow, token, price, minimumNoticeSeconds, finality, requestTimeoutSeconds } = settings;
  return {
    domain: { chainId, escrow },
    receiver: account.address,
    token,
    price,
    minimumNoticeSeconds,
    finality,
    maxTimeoutSeconds: requestTimeoutSeconds,
  };
}

function assemble({ client, account, model, settings, store, onEvent }: PartsOptions): Parts {
  const { escrow, finality, pollSeconds, minimumNoticeSeconds, settleBeforeCloseSeconds, maxBodyBytes } = settings;
  const book = createChannelBook({
    store,
    chain: createChainReader(client, escrow, finality),
    maxLookups: settings.maxChannelLookups,
    rememberSeconds: pollSeconds,
    // A notice given right after the last poll ends this long after it, less what settling needs.
    maxSilenceSeconds: minimumNoticeSeconds - settleBeforeCloseSeconds,
  });
  const terms = termsOf(account, settings);
  const queue = new RequestQueue(settings.maxQueuedPerChannel, 'channel');
  const app = createApp({
    model,
    payments: createPayments({ terms, policy: settings, account, store, book, model, queue }),
    consentToClose: createClosing({ terms, account, store, book, queue }),
    maxBodyBytes,
    requireHealthy: store.requireHeld,
    onEvent,
  });
  const { maxBatchRows, transactionTimeoutSeconds } = settings;
  const sending = { maxBatchRows, transactionTimeoutSeconds, pollSeconds };
  const settler = createSettler({ client, account, escrow, store, book, policy: settings, ...sending, onEvent });
  return { book, settler, app };
}

async function statusOf(store: Store): Promise<GatewayStatus> {
  const owed = await store.owed();
  return {
    owed: owed.reduce((sum, voucher) => sum + voucher.owed, 0n),
    owedChannels: owed.length,
    settlements: await store.settlements(),
  };
}

/**
 * Starts a gateway: opens its records, reads its channels from the chain, settles what is due, and serves.
 *
 * @throws {SettingsError} if a setting is wrong.
 * @throws {DirectoryInUseError} if another process has the directory.
 * @throws {DirectoryMismatchError} if the directory holds the records of another escrow.
 *
 * @example
 * const gateway = await startGateway({
 *   chainId, escrow, token, price: 100n, directory: '.tallystick/gateway',
 *   client, account, model: languageClassifier(),
 * })
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { client, account, model, onEvent = () => undefined, ...given } = options;
  const settings = parseSettings(given);
  const domain = { chainId: settings.chainId, escrow: settings.escrow };
  await requireEscrow(client, domain, settings.token);

  const store = await openStore(settings.directory, domain, (error) => onEvent({ type: 'lock_lost', error }));
  const { book, settler, app } = assemble({ client, account, model, settings, store, onEvent });
  const keepUp = async () => {
    try {
      store.requireHeld();
      await book.poll();
      await settler.settleDue();
    } catch (error) {
      onEvent({ type: 'poll_failed', error });
    }
  };

  let server: RunningServer;
  try {
    // Notices may have been given while no gateway ran.
    await book.poll();
    server = await startServer(app, settings);
  } catch (error) {
    await store.close();
    throw error;
  }
  const loop = startLoop(keepUp, settings.pollSeconds);
  const stop = async () => {
    await server.stop();
    await loop.stop();
    await settler.idle();
    await store.close();
  };
  let stopping: Promise<void> | undefined;
  return {
    url: server.url,
    receiver: account.address,
    settle: settler.settleAll,
    status: () => statusOf(store),
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** Serves `model` on the same route for nothing, without records or chain: what a paid request is compared with. */
export async function startFreeGateway(options: { model: Model; onEvent?: EventListener }): Promise<RunningServer> {
  const { model, onEvent = () => undefined } = options;
  const app = createApp({ model, maxBodyBytes: 65_536, onEvent });
  return startServer(app, { host: '127.0.0.1', port: 0, maxHeaderBytes: 16_384, requestTimeoutSeconds: 15 });
}
