import { Hono } from 'hono';
import {
  type Address,
  createClient,
  custom,
  type Hex,
  hashTypedData,
  http,
  type LocalAccount,
  recoverAddress,
} from 'viem';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gate } from '../gateway/e2e/support.ts';
import { type RunningServer, startServer } from '../gateway/server.ts';
import { usesPlan } from '../protocol/license/index.ts';
import { licenseReceiptTypedData, type ReceiptRequest, receiptRequestTypedData } from '../protocol/license/receipts.ts';
import { licenseReceiptsPath, type SignedReceipt, signedReceiptSchema } from '../protocol/license/wire.ts';
import { encodeJson } from '../protocol/x402/index.ts';
import { type Anvil, startAnvil } from '../testing/anvil.ts';
import type { TestClient } from '../testing/context.ts';
import { createLicenseContext, type LicenseContext, month } from '../testing/licenses.ts';
import { deployWallet } from '../testing/wallet.ts';
import { type ChainClock, chainClockOf } from './clock.ts';
import { refusalOf } from './e2e/caller.ts';
import { createLicenseIssuer, type LicenseIssuerOptions } from './issuer.ts';
import { issueReceipts } from './middleware.ts';
import { randomNonce } from './receiptSource.ts';
import { createReplayMemory } from './replay.ts';

const host = 'models.example';

let anvil: Anvil;
let context: LicenseContext;
let issuer: LocalAccount;
let clock: ChainClock;
let server: RunningServer;
const servers: RunningServer[] = [];
let people = 0;

beforeAll(async () => {
  anvil = await startAnvil();
  context = await createLicenseContext(import.meta.url, anvil.rpcUrl);
  issuer = (await context.clientOf('issuer')).account;
  clock = await chainClockOf(context.relayer);
  server = await serve();
});

afterAll(async () => {
  await Promise.all(servers.map((each) => each.stop()));
  await anvil.stop();
});

/** An issuer behind HTTP. */
async function serve(changes: Partial<LicenseIssuerOptions> = {}): Promise<RunningServer> {
  const app = new Hono();
  const { chain, license, modelId, relayer: client } = context;
  const common = { chainId: chain.id, license, modelId, host, account: issuer };
  const made = createLicenseIssuer({ ...common, client, clock, replay: createReplayMemory(), ...changes });
  app.post(licenseReceiptsPath, issueReceipts(made));
  const options = { host: '127.0.0.1', port: 0, maxHeaderBytes: 16_384, requestTimeoutSeconds: 15 };
  const running = await startServer(app, options);
  servers.push(running);
  return running;
}

/** Somebody new. */
function person(): Promise<TestClient> {
  people += 1;
  return context.clientOf(`person ${people}`);
}

/** Somebody who bought a month in the native coin. */
async function subscriber(): Promise<TestClient> {
  const client = await person();
  await context.buy(context.plans.native, client);
  return client;
}

async function name(licensee: TestClient, seat: Address, until: number): Promise<void> {
  await context.mined(licensee.license.setSeats({ modelId: context.modelId, seats: [seat], until }));
}

type Asking = Partial<ReceiptRequest> & { signer?: LocalAccount; chainId?: number };

/** The body of a request for a receipt, changed before it is signed. */
async function askingOf(holder: LocalAccount, licensee: Address, changes: Asking = {}) {
  const { signer = holder, chainId = context.chain.id, ...fields } = changes;
  const request = {
    modelId: context.modelId,
    licensee,
    host,
    expiresAt: clock.now() + 60n,
    nonce: randomNonce(),
    ...fields,
  };
  const typedData = receiptRequestTypedData({ chainId, license: context.license }, request);
  const signature = await signer.signTypedData(typedData);
  return { ...request, holder: holder.address, signature };
}

function post(body: unknown, to = server): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${to.url}${licenseReceiptsPath}`, { method: 'POST', headers, body: encodeJson(body) });
}

async function ask(holder: LocalAccount, licensee: Address, to = server): Promise<SignedReceipt> {
  const response = await post(await askingOf(holder, licensee), to);
  expect(response.status).toBe(200);
  return signedReceiptSchema.parse(await response.json());
}

async function expectNotLicensed(holder: LocalAccount, licensee: Address): Promise<void> {
  expect(await refusalOf(await post(await askingOf(holder, licensee)))).toMatchObject({
    status: 403,
    type: 'not_licensed',
  });
}

describe('a holder of a live licence', () => {
  test('gets a receipt of the issuer, for five minutes of the chain’s time', async () => {
    const { account } = await subscriber();
    const { chainId, license, receipt, signature } = await ask(account, account.address);
    expect({ chainId, license }).toEqual({ chainId: context.chain.id, license: context.license });
    expect(receipt).toMatchObject({
      modelId: context.modelId,
      licensee: account.address,
      holder: account.address,
      expiresAt: receipt.issuedAt + 300n,
      meteredUses: 0n,
      uses: 0n,
    });
    expect(receipt.issuedAt).toBeGreaterThanOrEqual(await context.now());
    const hash = hashTypedData(licenseReceiptTypedData({ chainId, license }, receipt));
    expect(await recoverAddress({ hash, signature })).toBe(issuer.address);
  });

  test('for ever gets one as well', async () => {
    const client = await person();
    await context.mint(client.account.address, context.plans.perpetual.price);
    await context.buy(context.plans.perpetual, client);
    const { receipt } = await ask(client.account, client.account.address);
    expect(receipt.expiresAt - receipt.issuedAt).toBe(300n);
  });

  test('by a seat gets one for the seat', async () => {
    const [licensee, seat] = [await subscriber(), await person()];
    await name(licensee, seat.account.address, Number((await context.now()) + 3_600n));
    const { receipt } = await ask(seat.account, licensee.account.address);
    expect(receipt).toMatchObject({ licensee: licensee.account.address, holder: seat.account.address, uses: 0n });
  });

  test('that is a contract names a seat', async () => {
    const [owner, seat] = [await person(), await person()];
    const wallet = await deployWallet(context.relayer, owner.account.address);
    await context.mined(owner.license.acquire({ plan: context.plans.native, licensee: wallet }));
    await expectNotLicensed(seat.account, wallet);
    await context.relayer.request({ method: 'anvil_impersonateAccount' as never, params: [wallet] as never });
    const until = Number((await context.now()) + 3_600n);
    const setSeats = { modelId: context.modelId, seats: [seat.account.address], until, account: wallet };
    await context.relayer.request({
      method: 'anvil_setBalance' as never,
      params: [wallet, '0xde0b6b3a7640000'] as never,
    });
    await context.mined(context.relayer.license.setSeats(setSeats));
    expect((await ask(seat.account, wallet)).receipt.licensee).toBe(wallet);
  });
});

describe('uses', () => {
  async function user(uses: bigint): Promise<TestClient> {
    const plan = usesPlan({ modelId: context.modelId, price: 0n, uses });
    await context.sell(plan);
    const client = await person();
    await context.buy(plan, client);
    return client;
  }

  test('are as many as the licence has left, above what was metered', async () => {
    const { account, license } = await user(7n);
    const voucher = await license.signUsageVoucher({ modelId: context.modelId, cumulativeUses: 3n });
    await context.mined(context.relayer.license.redeemUsage({ vouchers: [voucher] }));
    expect((await ask(account, account.address)).receipt).toMatchObject({ meteredUses: 3n, uses: 4n });
  });

  test('are no more than may be pending', async () => {
    const { account } = await user(7n);
    const careful = await serve({ maxPendingUses: 2n });
    expect((await ask(account, account.address, careful)).receipt).toMatchObject({ meteredUses: 0n, uses: 2n });
  });

  test('are not counted while a term runs, and are once it has ended', async () => {
    const client = await user(7n);
    await context.buy(context.plans.native, client);
    const { account } = client;
    expect((await ask(account, account.address)).receipt.uses).toBe(0n);
    await context.advance(Number(month));
    expect((await ask(account, account.address)).receipt.uses).toBe(7n);
  });

  test('that are used up leave no licence', async () => {
    const { account, license } = await user(1n);
    await context.mined(license.consume({ modelId: context.modelId, uses: 1n }));
    await expectNotLicensed(account, account.address);
  });
});

describe('a receipt never outlasts', () => {
  test('the licence', async () => {
    const { account, license } = await subscriber();
    const { expiresAt } = await license.getLicense({ modelId: context.modelId });
    await context.advance(Number(BigInt(expiresAt) - (await context.now()) - 100n));
    expect((await ask(account, account.address)).receipt.expiresAt).toBe(BigInt(expiresAt));
    await context.advance(100);
    await expectNotLicensed(account, account.address);
  });

  test('the seat', async () => {
    const [licensee, seat] = [await subscriber(), await person()];
    const until = (await context.now()) + 200n;
    await name(licensee, seat.account.address, Number(until));
    expect((await ask(seat.account, licensee.account.address)).receipt.expiresAt).toBe(until);
    await context.advance(200);
    await expectNotLicensed(seat.account, licensee.account.address);
  });
});

describe('who has no live licence is refused', () => {
  test('who never bought, naming holder, licensee and model', async () => {
    const { account } = await person();
    const { status, message } = await refusalOf(await post(await askingOf(account, account.address)));
    expect(status).toBe(403);
    expect(message).toMatch(
      new RegExp(`^${account.address} has no live licence of ${account.address} for model ${context.modelId} at \\d+$`),
    );
  });

  test('who is no seat, and the licensee’s key where it names somebody else', async () => {
    const [licensee, other] = [await subscriber(), await person()];
    await expectNotLicensed(other.account, licensee.account.address);
    await expectNotLicensed(licensee.account, other.account.address);
  });

  test('a seat that was taken back', async () => {
    const [licensee, seat] = [await subscriber(), await person()];
    await name(licensee, seat.account.address, Number((await context.now()) + 3_600n));
    await ask(seat.account, licensee.account.address);
    await name(licensee, seat.account.address, 0);
    await expectNotLicensed(seat.account, licensee.account.address);
  });

  test('a licensee of another model', async () => {
    const { account } = await subscriber();
    const { modelId } = await context.publish(77n);
    const other = await serve({ modelId });
    const response = await post(await askingOf(account, account.address, { modelId }), other);
    expect(await refusalOf(response)).toMatchObject({ status: 403, type: 'not_licensed' });
  });
});

describe('a request for a receipt that does not fit', () => {
  const otherModel: Hex = `0x${'07'.repeat(32)}`;
  test.each<[string, () => Asking | Promise<Asking>, string, string]>([
    ['for another model', () => ({ modelId: otherModel }), 'license_mismatch', `modelId is ${otherModel}; it must be`],
    [
      'for another host, as another server would pass it on',
      () => ({ host: 'evil.example' }),
      'license_mismatch',
      `host is evil.example; it must be ${host}`,
    ],
    ['signed for another chain', () => ({ chainId: 1 }), 'signature_invalid', 'the signature is not'],
    [
      'signed by somebody else',
      async () => ({ signer: (await person()).account }),
      'signature_invalid',
      'the signature is not',
    ],
    ['that has expired', () => ({ expiresAt: clock.now() }), 'request_expired', 'the request for a receipt expired at'],
    [
      'that may be sent for too long',
      () => ({ expiresAt: clock.now() + 1_000n }),
      'request_too_long',
      'the request for a receipt expires in',
    ],
  ])('%s', async (_name, changes, type, message) => {
    const { account } = await person();
    const refusal = await refusalOf(await post(await askingOf(account, account.address, await changes())));
    expect(refusal).toMatchObject({ status: 403, type });
    expect(refusal.message).toContain(message);
  });

  test('that was sent before', async () => {
    const { account } = await subscriber();
    const request = await askingOf(account, account.address);
    expect((await post(request)).status).toBe(200);
    expect(await refusalOf(await post(request))).toMatchObject({
      status: 409,
      type: 'request_replayed',
      message: `nonce ${request.nonce} was used before`,
    });
  });

  test.each([
    ['no JSON', '{', 'the body must be JSON in UTF-8'],
    ['nothing in it', '{}', 'modelId: Invalid input: expected string, received undefined'],
  ])('with %s', async (_name, body, message) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${server.url}${licenseReceiptsPath}`, { method: 'POST', headers, body });
    expect(await refusalOf(response)).toMatchObject({ status: 400, type: 'invalid_request', message });
  });
});

describe('a chain in trouble', () => {
  test('that cannot be read issues nothing, and says that one may come back', async () => {
    const { account } = await subscriber();
    const gone = await serve({ client: createClient({ transport: http('http://127.0.0.1:1', { retryCount: 0 }) }) });
    expect(await refusalOf(await post(await askingOf(account, account.address), gone))).toMatchObject({
      status: 503,
      type: 'chain_unavailable',
      message: 'the chain cannot be read; try again',
    });
  });

  test('that answers slowly is not asked by more than the limit at a time', async () => {
    const { account } = await subscriber();
    const { opened, open } = gate();
    const transport = custom({
      request: async ({ method, params }) => {
        await opened;
        return context.relayer.transport.request({ method, params });
      },
    });
    const slow = await serve({ client: createClient({ chain: context.chain, transport }), maxLookups: 2 });
    const waiting = await Promise.all(
      Array.from({ length: 3 }, async () => ({
        response: post(await askingOf(account, account.address), slow),
      })),
    );
    const refused = await Promise.race(waiting.map(({ response }) => response));
    expect(await refusalOf(refused)).toMatchObject({
      status: 429,
      type: 'too_many_lookups',
      message: '2 licences are being looked up; the limit is 2',
    });
    open();
    const statuses = (await Promise.all(waiting.map(({ response }) => response))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 200, 429]);
  });

  test('a bad request never asks it', async () => {
    const { account } = await person();
    const refusing = custom({ request: () => Promise.reject(new Error('the chain was asked')) });
    const blind = await serve({ client: createClient({ transport: refusing }) });
    const signer = (await person()).account;
    const response = await post(await askingOf(account, account.address, { signer }), blind);
    expect(await refusalOf(response)).toMatchObject({ type: 'signature_invalid' });
  });
});
