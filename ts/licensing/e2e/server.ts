import { type Context, Hono } from 'hono';
import type { LocalAccount } from 'viem';
import type { UsageVoucher } from '../../actions/license/signUsageVoucher.ts';
import { StaleRecordError } from '../../gateway/errors.ts';
import { type RunningServer, startServer } from '../../gateway/server.ts';
import { licenseReceiptsPath } from '../../protocol/license/wire.ts';
import type { LicenseContext } from '../../testing/licenses.ts';
import { type ChainClock, chainClockOf } from '../clock.ts';
import { createLicenseIssuer } from '../issuer.ts';
import type { UsageStore } from '../meter.ts';
import { issueReceipts, type LicensedEnv, requireLicense } from '../middleware.ts';
import { createReplayMemory } from '../replay.ts';

/** A model's server of a test. */
export type TestServer = RunningServer & {
  clock: ChainClock;
  usage: UsageStore;
  /** Paths that were asked for, in order. */
  paths: string[];
  /** What it answers to a licensed request; may be replaced. */
  answer: (context: Context) => Response | Promise<Response>;
};

/** Keeps usage vouchers as long as the process lives. */
function createUsageMemory(): UsageStore {
  const vouchers = new Map<string, UsageVoucher>();
  return {
    highest: async (modelId, licensee) => vouchers.get(modelId + licensee),
    save: async (voucher) => {
      const key = voucher.modelId + voucher.licensee;
      const before = vouchers.get(key)?.cumulativeUses ?? 0n;
      if (voucher.cumulativeUses <= before) throw new StaleRecordError(`${before} uses are counted`);
      vouchers.set(key, voucher);
    },
  };
}

/** Starts a server that issues receipts for the context's model and serves who shows one. */
export async function startLicensedServer(context: LicenseContext, account: LocalAccount): Promise<TestServer> {
  const { chain, license, modelId, relayer: client } = context;
  let host = '';
  const clock = await chainClockOf(client);
  const usage = createUsageMemory();
  const common = { chainId: chain.id, license, modelId, host: () => host, clock, replay: createReplayMemory() };
  const paths: string[] = [];
  const app = new Hono<LicensedEnv>();
  app.use(async (context, next) => {
    paths.push(context.req.path);
    await next();
  });
  app.post(licenseReceiptsPath, issueReceipts(createLicenseIssuer({ ...common, client, account })));
  app.post('/v1/answers', requireLicense({ ...common, issuers: [account.address], usage }), (context) =>
    server.answer(context),
  );
  const options = { host: '127.0.0.1', port: 0, maxHeaderBytes: 16_384, requestTimeoutSeconds: 15 };
  const running = await startServer(app, options);
  host = new URL(running.url).host;
  const answer: TestServer['answer'] = async (context) => context.text(`answer to ${await context.req.text()}`);
  const server: TestServer = { ...running, clock, usage, paths, answer };
  return server;
}
