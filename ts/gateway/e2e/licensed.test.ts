import { createClient, custom } from 'viem';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLicensedFetch, type LicensedFetch, type LicensedFetchOptions } from '../../licensing/index.ts';
import { usesPlan } from '../../protocol/license/index.ts';
import { licenseRequiredHeader } from '../../protocol/license/wire.ts';
import type { TestClient } from '../../testing/context.ts';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import {
  DirectoryInUseError,
  type GatewayEvent,
  type LicensedGateway,
  type LicensedGatewayOptions,
  languageClassifier,
  type Model,
  SettingsError,
  startLicensedGateway,
} from '../index.ts';
import { classificationOf, gate, removeDirectory, temporaryDirectory, until } from './support.ts';

const publicHost = 'models.example';

let context: LicenseContext;
let directory: string;
let gateway: LicensedGateway;
/** Another one: behind a public host, it reads the chain all the time, and serves two uses ahead of it. */
let other: LicensedGateway;
let otherDirectory: string;
let people = 0;
/** Methods of the RPC that the first gateway called. */
const calls: string[] = [];
/** What the other one told. */
const events: GatewayEvent[] = [];
/** Whether the RPC answers. */
let reachable = true;
/** What the other one's model does; by default it answers. */
let behaviour: Model['run'] | undefined;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
  directory = await temporaryDirectory();
  otherDirectory = await temporaryDirectory();
  gateway = await startLicensedGateway(await options());
  other = await startLicensedGateway(await otherOptions());
});

afterAll(async () => {
  await Promise.all([gateway.stop(), other.stop()]);
  await Promise.all([directory, otherDirectory].map(removeDirectory));
});

function clientThat(onCall: (method: string) => void) {
  const transport = custom({
    request: async ({ method, params }) => {
      onCall(method);
      if (!reachable) throw new Error('unreachable');
      return context.relayer.transport.request({ method, params });
    },
  });
  return createClient({ chain: context.chain, transport });
}

async function options(changes: Partial<LicensedGatewayOptions> = {}): Promise<LicensedGatewayOptions> {
  return {
    chainId: context.chain.id,
    license: context.license,
    modelId: context.modelId,
    directory,
    client: clientThat((method) => calls.push(method)),
    account: (await context.clientOf('issuer')).account,
    model: languageClassifier(),
    // No poll falls into a test: whatever is called then, a request caused.
    pollSeconds: 300,
    ...changes,
  };
}

function otherOptions(changes: Partial<LicensedGatewayOptions> = {}): Promise<LicensedGatewayOptions> {
  const classifier = languageClassifier();
  return options({
    directory: otherDirectory,
    client: clientThat(() => undefined),
    model: { ...classifier, run: (request) => (behaviour ?? classifier.run)(request) },
    publicHost,
    maxPendingUses: 2n,
    pollSeconds: 0.05,
    onEvent: (event) => events.push(event),
    ...changes,
  });
}

function person(): Promise<TestClient> {
  people += 1;
  return context.clientOf(`person ${people}`);
}

/** Somebody with so many uses. */
async function user(uses: bigint): Promise<TestClient> {
  const plan = usesPlan({ modelId: context.modelId, price: 0n, uses });
  await context.sell(plan);
  const client = await person();
  await context.buy(plan, client);
  return client;
}

function fetchOf({ account }: TestClient, more: Partial<LicensedFetchOptions> = {}): LicensedFetch {
  const { chain, license, modelId } = context;
  return createLicensedFetch({ account, chainId: chain.id, license, modelId, ...more });
}

/** What a proxy in front of the other gateway does. */
const proxied: typeof fetch = (input, init) => {
  const { pathname, search } = new URL(String(input));
  return fetch(`${other.url}${pathname}${search}`, init);
};

function classifyAtOther(fetchLicensed: LicensedFetch, input = 'Guten Morgen'): Promise<Response> {
  return fetchLicensed(`https://${publicHost}/v1/classifications`, classificationOf(input));
}

function classify(fetchLicensed: LicensedFetch, input = 'Guten Morgen'): Promise<Response> {
  return fetchLicensed(`${gateway.url}/v1/classifications`, classificationOf(input));
}

describe('a licensed caller', () => {
  test('is answered without a call to the chain, once it has a receipt', async () => {
    const client = await person();
    await context.buy(context.plans.native, client);
    const fetchLicensed = fetchOf(client);
    await classify(fetchLicensed);
    calls.length = 0;
    for (const input of ['one', 'two', 'three']) {
      const response = await classify(fetchLicensed, input);
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ model: 'lande-1.0.10' });
    }
    expect(calls).toEqual([]);
  });

  test('is told what the model does not take', async () => {
    const client = await person();
    await context.buy(context.plans.native, client);
    expect((await classify(fetchOf(client), '')).status).toBe(400);
  });
});

describe('everybody else', () => {
  test('is refused', async () => {
    const response = await fetch(`${gateway.url}/v1/classifications`, classificationOf('hello'));
    expect(response.status).toBe(402);
    expect((await response.json()).error.type).toBe('license_required');
    expect(response.headers.has(licenseRequiredHeader)).toBe(true);
  });

  test('gets no receipt', async () => {
    await expect(classify(fetchOf(await person()))).rejects.toMatchObject({
      name: 'NotServedError',
      status: 403,
      type: 'not_licensed',
    });
  });

  test('may know what is served and whether it is', async () => {
    const { chain, license, modelId } = context;
    expect(await (await fetch(`${gateway.url}/v1/terms`)).json()).toEqual({
      price: '0',
      unit: 'inference',
      model: 'lande-1.0.10',
      chainId: chain.id,
      license,
      modelId,
      receipts: '/v1/license-receipts',
    });
    expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200);
  });
});

describe('what is signed is for one host', () => {
  test('the one that callers call, whatever the address behind it', async () => {
    const client = await person();
    await context.buy(context.plans.native, client);
    expect((await classifyAtOther(fetchOf(client, { fetch: proxied }))).status).toBe(200);
  });

  test('a gateway that passes it on to another gets nothing', async () => {
    const client = await person();
    await context.buy(context.plans.native, client);
    await expect(classify(fetchOf(client, { fetch: proxied }))).rejects.toMatchObject({ type: 'license_mismatch' });
  });
});

describe('uses', () => {
  test('are counted, redeemed at once, and then pending no more', async () => {
    const client = await user(10n);
    const fetchLicensed = fetchOf(client);
    for (const input of ['one', 'two', 'three']) expect((await classify(fetchLicensed, input)).status).toBe(200);
    const mine = async () =>
      (await gateway.pendingUsage()).filter(({ licensee }) => licensee === client.account.address);
    expect(await mine()).toMatchObject([{ modelId: context.modelId, cumulativeUses: 3n }]);

    const hash = await context.relayer.license.redeemUsage({ vouchers: await mine() });
    const { rows } = await context.relayer.license.waitForRedemption({ hash });
    expect(rows).toMatchObject([{ status: 'redeemed', uses: 3n, meteredUses: 3n }]);
    expect(await mine()).toEqual([]);
    expect((await classify(fetchLicensed, 'four')).status).toBe(200);
    expect(await mine()).toMatchObject([{ cumulativeUses: 4n }]);
  });

  test('are served until they are used up, and again when more were bought', async () => {
    const client = await user(2n);
    const fetchLicensed = fetchOf(client);
    for (const input of ['one', 'two']) await classify(fetchLicensed, input);
    await expect(classify(fetchLicensed, 'three')).rejects.toMatchObject({ status: 402, type: 'uses_exhausted' });
    const more = usesPlan({ modelId: context.modelId, price: 0n, uses: 1n });
    await context.sell(more);
    await context.buy(more, client);
    expect((await classify(fetchLicensed, 'three')).status).toBe(200);
  });

  test('go on after a restart where they were', async () => {
    const client = await user(10n);
    await classify(fetchOf(client), 'one');
    await gateway.stop();
    await expect(fetch(gateway.url)).rejects.toThrow();
    gateway = await startLicensedGateway(await options());
    expect((await classify(fetchOf(client), 'two')).status).toBe(200);
    const { account } = client;
    expect(await gateway.pendingUsage()).toContainEqual(
      expect.objectContaining({ licensee: account.address, cumulativeUses: 2n }),
    );
  });

  test('by two holders at once are all counted, one after the other', async () => {
    const [client, seat] = [await user(20n), await person()];
    const { modelId } = context;
    const until = Number((await context.now()) + 3_600n);
    await context.mined(client.license.setSeats({ modelId, seats: [seat.account.address], until }));
    const asSeat = fetchOf(seat, { licensee: client.account.address, client: seat });
    const asLicensee = fetchOf(client, { client });
    for (const input of ['one', 'two', 'three']) {
      expect((await classify(asLicensee, input)).status).toBe(200);
      expect((await classify(asSeat, input)).status).toBe(200);
    }
    const pending = await gateway.pendingUsage();
    expect(pending.find(({ licensee }) => licensee === client.account.address)?.cumulativeUses).toBe(6n);
  });

  test('of a seat that was taken back cannot be redeemed, and no more than the limit are served so', async () => {
    const [client, seat] = [await user(20n), await person()];
    const { modelId } = context;
    const seats = [seat.account.address];
    const until = Number((await context.now()) + 3_600n);
    await context.mined(client.license.setSeats({ modelId, seats, until }));
    const asSeat = fetchOf(seat, { licensee: client.account.address, fetch: proxied });
    for (const input of ['one', 'two']) await classifyAtOther(asSeat, input);
    await expect(classifyAtOther(asSeat, 'three')).rejects.toMatchObject({ type: 'uses_exhausted' });

    await context.mined(client.license.setSeats({ modelId, seats, until: 0 }));
    const hash = await context.relayer.license.redeemUsage({ vouchers: await other.pendingUsage() });
    const { rows } = await context.relayer.license.waitForRedemption({ hash });
    expect(rows).toMatchObject([{ status: 'skipped', reason: 'notASigner' }]);
  });
});

test('a chain that cannot be read stops new receipts, not those that were given', async () => {
  const [known, unknown] = [await person(), await person()];
  for (const client of [known, unknown]) await context.buy(context.plans.native, client);
  const fetchLicensed = fetchOf(known);
  await classify(fetchLicensed);
  reachable = false;
  expect((await classify(fetchLicensed, 'again')).status).toBe(200);
  await expect(classify(fetchOf(unknown))).rejects.toMatchObject({ status: 503, type: 'chain_unavailable' });
  reachable = true;
});

test('a poll that fails is told', async () => {
  events.length = 0;
  reachable = false;
  await until(() => events.some(({ type }) => type === 'poll_failed'));
  reachable = true;
});

test('a gateway that stops answers and counts what is under way, and starts again from there', async () => {
  const { opened, open } = gate();
  const classifier = languageClassifier();
  let running = false;
  behaviour = async (request) => {
    running = true;
    await opened;
    return classifier.run(request);
  };
  const client = await user(5n);
  const answer = classifyAtOther(fetchOf(client, { fetch: proxied }));
  await until(() => running);
  const stopped = other.stop();
  open();
  expect((await answer).status).toBe(200);
  await stopped;

  const port = Number(new URL(gateway.url).port);
  await expect(startLicensedGateway(await otherOptions({ port }))).rejects.toThrow(/EADDRINUSE/);
  other = await startLicensedGateway(await otherOptions());
  expect(await other.pendingUsage()).toContainEqual(
    expect.objectContaining({ licensee: client.account.address, cumulativeUses: 1n }),
  );
});

describe('a gateway does not start', () => {
  test.each<[string, Partial<LicensedGatewayOptions>, string | RegExp]>([
    ['on another chain', { chainId: 1 }, 'chainId=1: the RPC serves chain 31337'],
    ['without a model id', { modelId: '0x01' }, 'modelId=0x01: must be 0x and 64 hexadecimal digits'],
    ['with a receipt that lives too long', { receiptSeconds: 601 }, /^receiptSeconds=601: /],
    ['with a setting that is none', { price: 1 } as never, 'Unrecognized key: "price"'],
  ])('%s', async (_name, changes, message) => {
    const starting = startLicensedGateway(await options({ directory: `${directory}-none`, ...changes }));
    await expect(starting).rejects.toThrow(SettingsError);
    await expect(starting).rejects.toThrow(message);
  });

  test('where there is no licence contract', async () => {
    const { escrow, token } = context;
    const nobody = `0x${'12'.repeat(20)}` as const;
    for (const [license, message] of [
      [nobody, 'there is no contract'],
      [escrow, "not a ModelLicense's of version 1"],
      [token, "not a ModelLicense's of version 1"],
    ] as const) {
      const starting = startLicensedGateway(await options({ directory: `${directory}-none`, license }));
      await expect(starting).rejects.toThrow(message);
    }
  });

  test('in a directory that is in use', async () => {
    await expect(startLicensedGateway(await options())).rejects.toThrow(DirectoryInUseError);
  });
});
