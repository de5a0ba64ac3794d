import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { usageVoucherTypedData, usesPlan } from '../protocol/license/index.ts';
import {
  type LicenseRequired,
  licenseReceiptsPath,
  licenseRequiredHeader,
  licenseUsageHeader,
  signedCountSchema,
} from '../protocol/license/wire.ts';
import { decodeHeader, encodeHeader } from '../protocol/x402/index.ts';
import { type Anvil, startAnvil } from '../testing/anvil.ts';
import type { TestClient } from '../testing/context.ts';
import { createLicenseContext, type LicenseContext } from '../testing/licenses.ts';
import { startLicensedServer, type TestServer } from './e2e/server.ts';
import {
  ChainRequiredError,
  createLicensedFetch,
  type LicensedFetch,
  type LicensedFetchOptions,
  NotServedError,
  ReceiptInvalidError,
  UsageUnprovenError,
} from './index.ts';

let anvil: Anvil;
let context: LicenseContext;
let server: TestServer;
let people = 0;

beforeAll(async () => {
  anvil = await startAnvil();
  context = await createLicenseContext(import.meta.url, anvil.rpcUrl);
  server = await startLicensedServer(context, (await context.clientOf('issuer')).account);
});

afterAll(async () => {
  await server.stop();
  await anvil.stop();
});

beforeEach(() => {
  server.answer = async (context) => context.text(`answer to ${await context.req.text()}`);
  server.paths.length = 0;
});

function person(): Promise<TestClient> {
  people += 1;
  return context.clientOf(`person ${people}`);
}

/** Somebody who bought a month. */
async function subscriber(): Promise<TestClient> {
  const client = await person();
  await context.buy(context.plans.native, client);
  return client;
}

/** Somebody with so many uses. */
async function user(uses = 100n): Promise<TestClient> {
  const client = await person();
  await give(client, uses);
  return client;
}

async function give(client: TestClient, uses: bigint): Promise<void> {
  const plan = usesPlan({ modelId: context.modelId, price: 0n, uses });
  await context.sell(plan);
  await context.buy(plan, client);
}

function fetchOf({ account }: TestClient, more: Partial<LicensedFetchOptions> = {}): LicensedFetch {
  const { chain, license, modelId } = context;
  return createLicensedFetch({ account, chainId: chain.id, license, modelId, ...more });
}

function ask(fetchLicensed: LicensedFetch, body = 'question'): Promise<Response> {
  return fetchLicensed(`${server.url}/v1/answers`, { method: 'POST', body });
}

async function counted(client: TestClient): Promise<bigint | undefined> {
  return (await server.usage.highest(context.modelId, client.account.address))?.cumulativeUses;
}

/** A `fetch` whose licensed requests pass through `exchange`. */
function through(exchange: (send: () => Promise<Response>) => Promise<Response>): typeof fetch {
  return (input, init) => {
    const send = () => fetch(input, init);
    return String(input).endsWith(licenseReceiptsPath) ? send() : exchange(send);
  };
}

type ReceiptJson = { receipt: object } & Record<string, unknown>;

/** A `fetch` that changes what the issuer answers. */
function issuing(change: (receipt: ReceiptJson) => unknown): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (!response.ok || !String(input).endsWith(licenseReceiptsPath)) return response;
    return Response.json(change(await response.json()));
  };
}

/** A refusal as a server makes it that counts as it likes. */
function claim(usage: LicenseRequired['usage']): Response {
  const { chain, license, modelId } = context;
  const domain = { chainId: chain.id, license, modelId };
  const required = { error: 'again', ...domain, receipts: '', now: server.clock.now(), usage };
  const headers = { [licenseRequiredHeader]: encodeHeader(required) };
  return Response.json({ error: { type: 'usage_out_of_step', message: 'again' } }, { status: 409, headers });
}

async function signedCount(client: TestClient, licensee: TestClient, cumulativeUses: bigint) {
  const { chain, license, modelId } = context;
  const usage = { modelId, licensee: licensee.account.address, cumulativeUses };
  const typedData = usageVoucherTypedData({ chainId: chain.id, license }, usage);
  return { cumulativeUses, signature: await client.account.signTypedData(typedData) };
}

describe('receipts', () => {
  test('one serves many requests, also where the first come at once', async () => {
    const fetchLicensed = fetchOf(await subscriber());
    const responses = await Promise.all(['one', 'two', 'three'].map((body) => ask(fetchLicensed, body)));
    expect(await Promise.all(responses.map((response) => response.text()))).toEqual([
      'answer to one',
      'answer to two',
      'answer to three',
    ]);
    await ask(fetchLicensed);
    expect(server.paths.filter((path) => path === licenseReceiptsPath)).toHaveLength(1);
  });

  test('that the server takes no more are renewed, and the request is sent again', async () => {
    const fetchLicensed = fetchOf(await subscriber());
    await ask(fetchLicensed);
    await context.advance(400);
    server.clock.observe(await context.now());
    server.paths.length = 0;
    expect((await ask(fetchLicensed)).status).toBe(200);
    expect(server.paths[0]).toBe('/v1/answers');
    expect(server.paths).toContain(licenseReceiptsPath);
    expect(server.paths.at(-1)).toBe('/v1/answers');
  });

  test('that are about to end are renewed before they do', async () => {
    const [licensee, seat] = [await subscriber(), await person()];
    const { modelId } = context;
    const seats = [seat.account.address];
    await context.mined(licensee.license.setSeats({ modelId, seats, until: Number((await context.now()) + 100n) }));
    // Clocks of this test alone: none of them outlives the time that is made up.
    vi.useFakeTimers({ toFake: ['performance'] });
    const there = await startLicensedServer(context, (await context.clientOf('issuer')).account);
    try {
      const fetchLicensed = fetchOf(seat, { licensee: licensee.account.address });
      const askThere = () => fetchLicensed(`${there.url}/v1/answers`, { method: 'POST' });
      await askThere();
      there.paths.length = 0;
      vi.advanceTimersByTime(60_000);
      await askThere();
      expect(there.paths).toEqual(['/v1/answers']);
      vi.advanceTimersByTime(25_000);
      await askThere();
      expect(there.paths).toEqual(['/v1/answers', licenseReceiptsPath, '/v1/answers']);
    } finally {
      vi.useRealTimers();
      await there.stop();
    }
  });

  test('may be issued elsewhere', async () => {
    const issuerUrl = `${server.url}${licenseReceiptsPath}?from=elsewhere`;
    expect((await ask(fetchOf(await subscriber(), { issuerUrl }))).status).toBe(200);
  });

  test('are refused to who is not licensed, and then may be asked for again', async () => {
    const client = await person();
    const fetchLicensed = fetchOf(client);
    await expect(ask(fetchLicensed)).rejects.toMatchObject({
      name: 'NotServedError',
      status: 403,
      type: 'not_licensed',
    });
    await context.buy(context.plans.native, client);
    expect((await ask(fetchLicensed)).status).toBe(200);
  });

  test.each<[string, (receipt: ReceiptJson) => unknown]>([
    ['for another holder', ({ receipt, ...rest }) => ({ ...rest, receipt: { ...receipt, holder: context.token } })],
    [
      'for another model',
      ({ receipt, ...rest }) => ({ ...rest, receipt: { ...receipt, modelId: `0x${'09'.repeat(32)}` } }),
    ],
    ['on another chain', (receipt) => ({ ...receipt, chainId: 1 })],
    ['that cannot be read', () => ({ receipt: 'yes' })],
  ])('%s are not used', async (_name, change) => {
    const fetchLicensed = fetchOf(await subscriber(), { fetch: issuing(change) });
    await expect(ask(fetchLicensed)).rejects.toThrow(ReceiptInvalidError);
    expect(server.paths).not.toContain('/v1/answers');
  });

  test.each([
    ['no JSON', new Response('<html>'), 'the receipt is not JSON'],
    ['a failure', new Response('down', { status: 502 }), 'the issuer answered 502: down'],
  ])('cannot be %s', async (_name, response, message) => {
    const fetchLicensed = fetchOf(await subscriber(), { fetch: async () => response });
    await expect(ask(fetchLicensed)).rejects.toThrow(new ReceiptInvalidError(message));
  });
});

describe('the server’s time is learnt', () => {
  test.each([
    ['behind', 1_600_000_000],
    ['ahead', 4_000_000_000],
  ])('where the chain is far %s', async (_name, timestamp) => {
    const chain = await startAnvil(['--timestamp', String(timestamp)]);
    const shifted = await createLicenseContext(import.meta.url, chain.rpcUrl);
    const there = await startLicensedServer(shifted, (await shifted.clientOf('issuer')).account);
    const { buyer, license, modelId } = shifted;
    await shifted.buy(shifted.plans.native);
    const domain = { chainId: shifted.chain.id, license, modelId };
    const fetchLicensed = createLicensedFetch({ account: buyer.account, ...domain });
    expect((await fetchLicensed(`${there.url}/v1/answers`, { method: 'POST' })).status).toBe(200);
    expect(there.paths).toEqual([licenseReceiptsPath, licenseReceiptsPath, '/v1/answers']);
    await there.stop();
    await chain.stop();
  });

  test('where it jumps between two requests', async () => {
    const fetchLicensed = fetchOf(await subscriber());
    await ask(fetchLicensed);
    await context.advance(120);
    server.clock.observe(await context.now());
    server.paths.length = 0;
    expect((await ask(fetchLicensed)).status).toBe(200);
    expect(server.paths).toEqual(['/v1/answers', '/v1/answers']);
  });
});

test('what is no refusal of the licence comes back as it is', async () => {
  const fetchLicensed = fetchOf(await subscriber());
  server.answer = (context) => context.text('teapot', 418);
  const response = await ask(fetchLicensed);
  expect(response.status).toBe(418);
  expect(await response.text()).toBe('teapot');
});

test('a redirect is not followed: what is signed goes nowhere but where the caller said', async () => {
  const fetchLicensed = fetchOf(await subscriber());
  server.answer = (context) => context.redirect('/elsewhere');
  await expect(ask(fetchLicensed)).rejects.toThrow(TypeError);
  expect(server.paths).not.toContain('/elsewhere');
});

test('a request that is changed on the way is not served', async () => {
  const changing: typeof fetch = (input, init) =>
    fetch(input, String(input).endsWith(licenseReceiptsPath) ? init : { ...init, body: 'another question' });
  await expect(ask(fetchOf(await subscriber(), { fetch: changing }))).rejects.toMatchObject({
    name: 'NotServedError',
    type: 'request_changed',
  });
});

describe('uses', () => {
  test('are counted one by one, also where requests come at once', async () => {
    const client = await user();
    const fetchLicensed = fetchOf(client);
    const responses = await Promise.all(['a', 'b', 'c', 'd'].map((body) => ask(fetchLicensed, body)));
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await counted(client)).toBe(4n);
  });

  test('of a request that failed are not counted', async () => {
    const client = await user();
    const fetchLicensed = fetchOf(client);
    server.answer = (context) => context.text('no', 500);
    expect((await ask(fetchLicensed)).status).toBe(500);
    server.answer = (context) => context.text('yes');
    await ask(fetchLicensed);
    expect(await counted(client)).toBe(1n);
  });

  test('whose answer was lost are counted, and the next request goes on from there', async () => {
    const client = await user();
    let losing = true;
    const lossy = through(async (send) => {
      const response = await send();
      if (!losing) return response;
      losing = false;
      throw new TypeError('fetch failed');
    });
    const fetchLicensed = fetchOf(client, { fetch: lossy });
    await expect(ask(fetchLicensed)).rejects.toThrow('fetch failed');
    expect((await ask(fetchLicensed)).status).toBe(200);
    expect(await counted(client)).toBe(2n);
  });

  test('that an earlier process counted are proven by its own signature', async () => {
    const client = await user();
    for (const body of ['one', 'two']) await ask(fetchOf(client), body);
    expect(await counted(client)).toBe(2n);
  });

  test('that the chain metered are read there', async () => {
    const client = await user();
    const voucher = await client.license.signUsageVoucher({ modelId: context.modelId, cumulativeUses: 7n });
    await context.mined(context.relayer.license.redeemUsage({ vouchers: [voucher] }));
    await expect(ask(fetchOf(client))).rejects.toThrow(new ChainRequiredError(7n));
    expect((await ask(fetchOf(client, { client }))).status).toBe(200);
    expect(await counted(client)).toBe(8n);
  });

  test('that another seat counted are proven by the chain', async () => {
    const [client, seat] = [await user(), await person()];
    const { modelId } = context;
    const until = Number((await context.now()) + 3_600n);
    await context.mined(client.license.setSeats({ modelId, seats: [seat.account.address], until }));
    await ask(fetchOf(seat, { licensee: client.account.address }));
    await expect(ask(fetchOf(client))).rejects.toThrow(new ChainRequiredError(1n));
    expect((await ask(fetchOf(client, { client }))).status).toBe(200);
    expect(await counted(client)).toBe(2n);
  });

  test('that are used up are asked for again once more were bought', async () => {
    const client = await user(1n);
    const fetchLicensed = fetchOf(client);
    await ask(fetchLicensed);
    await expect(ask(fetchLicensed)).rejects.toMatchObject({ name: 'NotServedError', type: 'uses_exhausted' });
    await give(client, 1n);
    expect((await ask(fetchLicensed)).status).toBe(200);
  });

  test('are not counted any more once a term runs', async () => {
    const client = await user();
    const fetchLicensed = fetchOf(client);
    await ask(fetchLicensed);
    await context.buy(context.plans.native, client);
    await context.advance(400);
    server.clock.observe(await context.now());
    await ask(fetchLicensed);
    expect(await counted(client)).toBe(1n);
  });
});

describe('a server that counts more than was used gets no voucher over it', () => {
  test.each<[string, (client: TestClient) => Promise<LicenseRequired['usage']>]>([
    ['with a stranger’s signature', async (client) => signedCount(await person(), client, 50n)],
    ['with nobody’s signature', async () => ({ cumulativeUses: 50n, signature: `0x${'00'.repeat(64)}1b` })],
  ])('%s', async (_name, usageOf) => {
    const client = await user();
    const usage = await usageOf(client);
    const fetchLicensed = fetchOf(client, { client, fetch: through(async () => claim(usage)) });
    await expect(ask(fetchLicensed)).rejects.toThrow(new UsageUnprovenError(50n, 0n));
  });

  test('with the voucher that it refused just now, more than once', async () => {
    const client = await user();
    const sent: bigint[] = [];
    const refusing: typeof fetch = (input, init) => {
      const header = new Headers(init?.headers).get(licenseUsageHeader);
      if (header === null) return fetch(input, init);
      const usage = signedCountSchema.parse(decodeHeader(header));
      sent.push(usage.cumulativeUses);
      return Promise.resolve(claim(usage));
    };
    await expect(ask(fetchOf(client, { fetch: refusing }))).rejects.toThrow(new UsageUnprovenError(2n, 1n));
    expect(sent).toEqual([1n, 2n]);
  });

  test('with a receipt over more than the chain has metered', async () => {
    const client = await user();
    const inflating = issuing(({ receipt, ...rest }) => ({
      ...rest,
      receipt: { ...receipt, meteredUses: '9' },
    }));
    await expect(ask(fetchOf(client, { client, fetch: inflating }))).rejects.toThrow(new UsageUnprovenError(9n, 0n));
    expect(server.paths).not.toContain('/v1/answers');
  });

  test('without saying what it counts', async () => {
    const client = await user();
    const silent = through(async () => claim(undefined));
    await expect(ask(fetchOf(client, { fetch: silent }))).rejects.toThrow(NotServedError);
  });

  test('though it claims so again and again', async () => {
    const client = await user();
    let claimed = 0n;
    let sent = 0;
    const greedy = through(async () => {
      sent += 1;
      claimed += 10n;
      return claim(await signedCount(client, client, claimed));
    });
    await expect(ask(fetchOf(client, { fetch: greedy }))).rejects.toThrow(NotServedError);
    expect(sent).toBe(4);
  });
});
