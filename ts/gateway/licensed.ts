import type { Address, Chain, Client, LocalAccount, Transport } from 'viem';
import { getBlock } from 'viem/actions';
import { z } from 'zod';
import { getLicense } from '../actions/license/getLicense.ts';
import type { UsageVoucher } from '../actions/license/signUsageVoucher.ts';
import { licenseFault } from '../licensing/chain.ts';
import { type ChainClock, chainClockOf } from '../licensing/clock.ts';
import { createLicenseIssuer } from '../licensing/issuer.ts';
import { issueReceipts, requireLicense } from '../licensing/middleware.ts';
import { licenseReceiptsPath } from '../protocol/license/wire.ts';
import { addressSchema, hashSchema } from '../protocol/x402/schemas.ts';
import { createApp, type Licensing } from './app.ts';
import { checkSettings, integer, SettingsError, servingFields } from './config.ts';
import type { EventListener } from './events.ts';
import { startLoop } from './loop.ts';
import type { Model } from './model/model.ts';
import { type RunningServer, startServer } from './server.ts';
import { type LicenseStore, openLicenseStore } from './store/licenses.ts';

const settingsSchema = z.strictObject({
  /** The chain that the licences are on. */
  chainId: integer(1, Number.MAX_SAFE_INTEGER),
  /** The `ModelLicense`. */
  license: addressSchema,
  /** The model that is served. */
  modelId: hashSchema,
  ...servingFields,
  /**
   * What callers call this gateway, with its port if it is not the scheme's own: `models.example`. What they sign is for this
   * host alone. By default the address that it listens on.
   */
  publicHost: z.string().min(1).optional(),
  /** How long a receipt is good for, at most: until then, a seat that was taken back is still served. */
  receiptSeconds: integer(1, 600).default(300),
  /** How many uses a licensee may be ahead of what the chain has metered. */
  maxPendingUses: z.coerce
    .bigint()
    .min(1n)
    .max(2n ** 64n - 1n)
    .default(1_000n),
  /** Requests of one licensee by use that may wait for each other. */
  maxQueuedPerLicensee: integer(1, 10_000).default(64),
  /** Licences that are looked up at one time; more callers are told to come back. */
  maxLookups: integer(1, 1_000).default(8),
});

type LicensedGatewaySettings = z.output<typeof settingsSchema>;

/** What a gateway for licensed callers needs. */
export type LicensedGatewayOptions = z.input<typeof settingsSchema> & {
  /** The chain's RPC. Its chain must be the one of `chainId`. */
  client: Client<Transport, Chain>;
  /** Signs receipts. It needs no gas. */
  account: LocalAccount;
  model: Model;
  onEvent?: EventListener;
};

/** A gateway for licensed callers that runs. */
export type LicensedGateway = {
  /** `http://<host>:<port>` */
  url: string;
  /** Whose receipts it takes: its own. */
  issuer: Address;
  /** Usage vouchers that the chain has not metered yet, as `redeemUsage` takes them. */
  pendingUsage: () => Promise<UsageVoucher[]>;
  /** Answers what is under way, then stops. Vouchers stay in the directory. */
  stop: () => Promise<void>;
};

type LicensingOptions = Pick<LicensedGatewayOptions, 'client' | 'account'> & {
  settings: LicensedGatewaySettings;
  store: LicenseStore;
  clock: ChainClock;
  host: () => string;
};

function assembleLicensing({ client, account, settings, store, clock, host }: LicensingOptions): Licensing {
  const { chainId, license, modelId, receiptSeconds, maxPendingUses, maxLookups, maxQueuedPerLicensee } = settings;
  const common = { chainId, license, modelId, host, clock, replay: store };
  const issuer = createLicenseIssuer({ ...common, client, account, receiptSeconds, maxPendingUses, maxLookups });
  return {
    requireLicense: requireLicense({ ...common, issuers: [issuer.address], usage: store, maxQueuedPerLicensee }),
    issueReceipts: issueReceipts(issuer),
    terms: { chainId, license, modelId, receipts: licenseReceiptsPath },
  };
}

/** Vouchers that the latest block has not metered; what it has is noted. */
async function readPending(client: Client, license: Address, store: LicenseStore): Promise<UsageVoucher[]> {
  const pending: UsageVoucher[] = [];
  for (const voucher of await store.pending()) {
    const { modelId, licensee, cumulativeUses } = voucher;
    const { meteredUses } = await getLicense(client, { license, modelId, account: licensee });
    await store.saveMetered(modelId, licensee, meteredUses);
    if (meteredUses < cumulativeUses) pending.push(voucher);
  }
  return pending;
}

/**
 * Starts a gateway that serves only callers with a licence for its model, and takes no payment. It issues the receipts that
 * it takes.
 *
 * @throws {SettingsError} if a setting is wrong.
 * @throws {DirectoryInUseError} if another process has the directory.
 * @throws {DirectoryMismatchError} if the directory holds the records of another licence contract.
 *
 * @example
 * const gateway = await startLicensedGateway({
 *   chainId, license, modelId, publicHost: 'models.example', directory: '.tallystick/licensed',
 *   client, account, model: languageClassifier(),
 * })
 */
export async function startLicensedGateway(options: LicensedGatewayOptions): Promise<LicensedGateway> {
  const { client, account, model, onEvent = () => undefined, ...given } = options;
  const settings = checkSettings(settingsSchema, given);
  const { chainId, license, publicHost, maxBodyBytes } = settings;
  const fault = await licenseFault(client, { chainId, license });
  if (fault) throw new SettingsError(fault);

  const clock = await chainClockOf(client);
  const lost = (error: Error) => onEvent({ type: 'lock_lost', error });
  const store = await openLicenseStore(settings.directory, { chainId, license }, lost);
  let listening = '';
  const host = () => publicHost ?? listening;
  const licensing = assembleLicensing({ client, account, settings, store, clock, host });
  const app = createApp({ model, licensing, maxBodyBytes, requireHealthy: store.requireHeld, onEvent });
  let server: RunningServer;
  try {
    server = await startServer(app, settings);
  } catch (error) {
    await store.close();
    throw error;
  }
  listening = new URL(server.url).host;

  const keepUp = async () => {
    try {
      store.requireHeld();
      clock.observe((await getBlock(client, { blockTag: 'latest' })).timestamp);
      await store.forgetExpired(clock.now());
    } catch (error) {
      onEvent({ type: 'poll_failed', error });
    }
  };
  const loop = startLoop(keepUp, settings.pollSeconds);
  const stop = async () => {
    await server.stop();
    await loop.stop();
    await store.close();
  };
  let stopping: Promise<void> | undefined;
  return {
    url: server.url,
    issuer: account.address,
    pendingUsage: () => readPending(client, license, store),
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}
