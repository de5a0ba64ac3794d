import { type Context, Hono } from 'hono';
import { getAddress } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { gate, removeDirectory, temporaryDirectory, until } from '../gateway/e2e/support.ts';
import { type RunningServer, startServer } from '../gateway/server.ts';
import { type LicenseStore, openLicenseStore } from '../gateway/store/licenses.ts';
import { usageVoucherTypedData } from '../protocol/license/index.ts';
import { licenseReceiptHeader, licenseUsageHeader } from '../protocol/license/wire.ts';
import { encodeHeader } from '../protocol/x402/index.ts';
import { testKey } from '../testing/context.ts';
import { type CallDefaults, call, refusalOf, twinOf, usageHeader } from './e2e/caller.ts';
import { requireLicense } from './middleware.ts';

const accountOf = (name: string) => privateKeyToAccount(testKey(import.meta.url, name));
const [issuer, holder, stranger] = [accountOf('issuer'), accountOf('holder'), accountOf('stranger')];
const domain = { chainId: 31_337, license: getAddress(`0x${'aa'.repeat(20)}`) } as const;
const modelId = `0x${'01'.repeat(32)}` as const;
const now = 1_000_000n;
const maxQueuedPerLicensee = 3;

let directory: string;
let store: LicenseStore;
let server: RunningServer;
let defaults: CallDefaults;
/** Licensees of tests, each counted on its own. */
let licensees = 0;
/** What the handler does. */
let answer: (context: Context) => Response | Promise<Response>;

beforeAll(async () => {
  directory = await temporaryDirectory();
  store = await openLicenseStore(directory, domain, (error) => {
    throw error;
  });
  const app = new Hono();
  const policy = { ...domain, modelId, issuers: [issuer.address], clock: { now: () => now }, replay: store };
  const licensed = requireLicense({ ...policy, host: 'models.example', usage: store, maxQueuedPerLicensee });
  app.post('/v1/answers', licensed, (context) => answer(context));
  app.onError((_error, context) => context.text('failed', 500));
  server = await startServer(app, { host: '127.0.0.1', port: 0, maxHeaderBytes: 16_384, requestTimeoutSeconds: 15 });
});

afterAll(async () => {
  await server.stop();
  await store.close();
  await removeDirectory(directory);
});

beforeEach(() => {
  answer = (context) => context.text('answered');
  licensees += 1;
  const licensee = accountOf(`licensee ${licensees}`).address;
  const times = { issuedAt: now, expiresAt: now + 300n };
  const receipt = { modelId, licensee, holder: holder.address, ...times, meteredUses: 10n, uses: 5n };
  defaults = { domain, url: server.url, host: 'models.example', receipt, issuer, holder, now: () => now };
});

/** A request with a usage voucher over so many uses. */
async function use(cumulativeUses: bigint, body = ''): Promise<Response> {
  return call(defaults, { body, headers: await usageHeader(defaults, cumulativeUses) });
}

/** What is kept of the licensee's vouchers. */
async function counted(): Promise<bigint | undefined> {
  return (await store.highest(modelId, defaults.receipt.licensee))?.cumulativeUses;
}

test('each request takes the next voucher, from what the chain has metered on', async () => {
  for (const next of [11n, 12n, 13n]) {
    expect((await use(next)).status).toBe(200);
    expect(await counted()).toBe(next);
  }
});

test('what is kept is the voucher as it was signed', async () => {
  await use(11n);
  const { licensee } = defaults.receipt;
  const voucher = { modelId, licensee, cumulativeUses: 11n };
  const signature = await holder.signTypedData(usageVoucherTypedData(domain, voucher));
  expect(await store.highest(modelId, licensee)).toEqual({ ...voucher, signature });
});

test('where the chain has metered more than was answered here, counting goes on from there', async () => {
  await use(11n);
  defaults = { ...defaults, receipt: { ...defaults.receipt, meteredUses: 20n } };
  expect((await use(21n)).status).toBe(200);
});

test('one seat goes on where another stopped', async () => {
  await use(11n);
  const seat = { ...defaults, holder: stranger, receipt: { ...defaults.receipt, holder: stranger.address } };
  expect((await call(seat, { headers: await usageHeader(seat, 12n) })).status).toBe(200);
});

describe('a voucher that does not fit', () => {
  test('none at all: the refusal says over how many uses it must be', async () => {
    expect(await refusalOf(await call(defaults))).toMatchObject({
      status: 402,
      type: 'usage_required',
      message: 'LICENSE-USAGE header is required, over 11 uses',
    });
  });

  test.each([
    ['not base64', '%', 400, 'license_malformed'],
    ['without a signature', encodeHeader({ cumulativeUses: '11' }), 400, 'license_malformed'],
    ['too long', 'A'.repeat(4_097), 431, 'license_too_large'],
  ])('%s', async (_name, value, status, type) => {
    const response = await call(defaults, { headers: { [licenseUsageHeader]: value } });
    expect(await refusalOf(response)).toMatchObject({ status, type });
  });

  test.each([
    ['somebody else', () => usageHeader(defaults, 11n, stranger)],
    [
      'the holder for another licensee',
      () => usageHeader({ ...defaults, receipt: { ...defaults.receipt, licensee: stranger.address } }, 11n),
    ],
    [
      'the holder for another contract',
      () => usageHeader({ ...defaults, domain: { ...domain, license: stranger.address } }, 11n),
    ],
  ])('signed by %s', async (_name, headers) => {
    expect(await refusalOf(await call(defaults, { headers: await headers() }))).toMatchObject({
      status: 403,
      type: 'usage_signature_invalid',
      message: `LICENSE-USAGE is not signed by ${holder.address} for 11 uses of ${defaults.receipt.licensee}`,
    });
  });

  test('with a signature that the contract would refuse', async () => {
    const voucher = { modelId, licensee: defaults.receipt.licensee, cumulativeUses: 11n };
    const signature = twinOf(await holder.signTypedData(usageVoucherTypedData(domain, voucher)));
    const headers = { [licenseUsageHeader]: encodeHeader({ cumulativeUses: 11n, signature }) };
    expect(await refusalOf(await call(defaults, { headers }))).toMatchObject({ type: 'usage_signature_invalid' });
  });

  test.each([
    ['fewer uses', 10n],
    ['the same uses', 11n],
    ['a use too many', 13n],
  ])('over %s: the refusal shows the last one that was answered', async (_name, cumulativeUses) => {
    await use(11n);
    const last = await store.highest(modelId, defaults.receipt.licensee);
    const refusal = await refusalOf(await use(cumulativeUses));
    expect(refusal).toMatchObject({
      status: 409,
      type: 'usage_out_of_step',
      message: `the usage voucher is over ${cumulativeUses} uses; it must be over 12`,
    });
    expect(refusal.required.usage).toEqual({ cumulativeUses: 11n, signature: last?.signature });
    expect(await counted()).toBe(11n);
  });

  test('beyond what the receipt covers', async () => {
    defaults = { ...defaults, receipt: { ...defaults.receipt, uses: 1n } };
    await use(11n);
    expect(await refusalOf(await use(12n))).toMatchObject({
      status: 402,
      type: 'uses_exhausted',
      message: 'the next use is 12; the receipt covers 11',
    });
  });
});

test('what was counted is not told to who only shows a receipt', async () => {
  await use(11n);
  const refusal = await refusalOf(
    await call(defaults, { signer: stranger, headers: await usageHeader(defaults, 12n) }),
  );
  expect(refusal.type).toBe('signature_invalid');
  expect(refusal.required.usage).toBeUndefined();
});

test.each<[string, (context: Context) => Response]>([
  ['is refused by the model', (context) => context.text('no', 400)],
  [
    'fails',
    () => {
      throw new Error('the model failed');
    },
  ],
])('a request that %s is not counted', async (_name, behaviour) => {
  answer = behaviour;
  expect((await use(11n)).ok).toBe(false);
  expect(await counted()).toBeUndefined();
  answer = (context) => context.text('answered');
  expect((await use(11n)).status).toBe(200);
});

describe('at the same time', () => {
  test('one voucher with different requests is answered once', async () => {
    const responses = await Promise.all(['a', 'b', 'c'].map((body) => use(11n, body)));
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(await counted()).toBe(11n);
  });

  test('vouchers in order are answered one after the other', async () => {
    const { opened, open } = gate();
    let running = 0;
    answer = async (context) => {
      running += 1;
      await opened;
      return context.text('answered');
    };
    const first = use(11n);
    await until(() => running === 1);
    const second = use(12n);
    open();
    expect((await first).status).toBe(200);
    expect((await second).status).toBe(200);
    expect(await counted()).toBe(12n);
  });

  test('as many as the limit may wait, and other licensees do not wait for them', async () => {
    const { opened, open } = gate();
    answer = async (context) => {
      await opened;
      return context.text('answered');
    };
    const waiting = Array.from({ length: maxQueuedPerLicensee + 1 }, () => use(11n));
    const refused = await Promise.race(waiting);
    expect(await refusalOf(refused)).toMatchObject({
      status: 429,
      type: 'too_many_requests',
      message: '3 requests of this licensee wait; the limit is 3',
    });
    answer = (context) => context.text('answered');
    const other = { ...defaults, receipt: { ...defaults.receipt, licensee: stranger.address } };
    expect((await call(other, { headers: await usageHeader(other, 11n) })).status).toBe(200);
    open();
    expect((await Promise.all(waiting)).filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('an answer is not given if another process counted the use meanwhile', async () => {
    const { licensee } = defaults.receipt;
    answer = async (context) => {
      await store.save({ modelId, licensee, cumulativeUses: 11n, signature: '0x01' });
      return context.text('answered');
    };
    const refusal = await refusalOf(await use(11n));
    expect(refusal).toMatchObject({
      status: 503,
      type: 'licensee_busy',
      message: 'another request of this licensee came first; try again',
    });
  });
});

test('where the term runs no voucher is needed, and none is counted', async () => {
  defaults = { ...defaults, receipt: { ...defaults.receipt, uses: 0n } };
  expect((await call(defaults)).status).toBe(200);
  expect((await use(11n)).status).toBe(200);
  expect(await counted()).toBeUndefined();
});

test('a request by use without a receipt is refused as any other', async () => {
  const headers = { ...(await usageHeader(defaults, 11n)), [licenseReceiptHeader]: undefined };
  expect(await refusalOf(await call(defaults, { headers }))).toMatchObject({ status: 402, type: 'license_required' });
});
