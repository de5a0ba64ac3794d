import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getAddress } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../gateway/server.ts';
import { type LicenseReceipt, licenseReceiptTypedData } from '../protocol/license/receipts.ts';
import { licenseReceiptHeader, licenseRequestHeader } from '../protocol/license/wire.ts';
import { encodeHeader } from '../protocol/x402/index.ts';
import { testKey } from '../testing/context.ts';
import { type CallDefaults, type CallParts, call, licenseHeaders, refusalOf, twinOf } from './e2e/caller.ts';
import { type LicensedEnv, requireLicense } from './middleware.ts';
import { randomNonce } from './receiptSource.ts';
import { createReplayMemory } from './replay.ts';
import { createRequestVerifier } from './verify.ts';

const accountOf = (name: string) => privateKeyToAccount(testKey(import.meta.url, name));
const [issuer, holder, stranger] = [accountOf('issuer'), accountOf('holder'), accountOf('stranger')];
const domain = { chainId: 31_337, license: getAddress(`0x${'aa'.repeat(20)}`) } as const;
const elsewhere = getAddress(`0x${'bb'.repeat(20)}`);
const modelId = `0x${'01'.repeat(32)}` as const;
const start = 1_000_000n;

let now = start;
let server: RunningServer;
let defaults: CallDefaults;

const receipt: LicenseReceipt = {
  modelId,
  licensee: accountOf('licensee').address,
  holder: holder.address,
  issuedAt: start,
  expiresAt: start + 300n,
  meteredUses: 0n,
  uses: 0n,
};

beforeAll(async () => {
  const app = new Hono<LicensedEnv>();
  const policy = { ...domain, modelId, issuers: [issuer.address], clock: { now: () => now } };
  app.use('/v1/*', bodyLimit({ maxSize: 1_024 }));
  app.use('/v1/*', requireLicense({ ...policy, host: 'models.example', replay: createReplayMemory() }));
  app.all('/v1/*', async (context) =>
    context.json({ licensee: context.get('license').licensee, body: await context.req.text() }),
  );
  server = await startServer(app, { host: '127.0.0.1', port: 0, maxHeaderBytes: 16_384, requestTimeoutSeconds: 15 });
  defaults = { domain, url: server.url, host: 'models.example', receipt, issuer, holder, now: () => now };
});

afterAll(() => server.stop());

beforeEach(() => {
  now = start;
});

async function expectRefused(parts: CallParts, status: number, type: string, message?: string): Promise<void> {
  const refusal = await refusalOf(await call(defaults, parts));
  expect(refusal).toMatchObject({ status, type });
  if (message !== undefined) expect(refusal.message).toBe(message);
}

describe('a licensed request is served', () => {
  test('the handler gets the receipt, and the body after it was checked', async () => {
    const response = await call(defaults, { body: '{"input":"Grüße"}' });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ licensee: receipt.licensee, body: '{"input":"Grüße"}' });
  });

  test('also without a body, and with a query', async () => {
    expect((await call(defaults, { method: 'GET', path: '/v1/answers?of=every%20thing' })).status).toBe(200);
  });

  test('until the second before the receipt ends', async () => {
    now = receipt.expiresAt - 1n;
    expect((await call(defaults)).status).toBe(200);
  });

  test('many times, each with a signature of its own', async () => {
    const responses = await Promise.all(Array.from({ length: 10 }, () => call(defaults)));
    expect(responses.map(({ status }) => status)).toEqual(Array(10).fill(200));
  });
});

describe('what is missing', () => {
  test('a receipt; the refusal tells which licence is needed and where receipts are issued', async () => {
    const response = await call(defaults, { headers: { [licenseReceiptHeader]: undefined } });
    expect(await refusalOf(response)).toEqual({
      status: 402,
      type: 'license_required',
      message: 'LICENSE-RECEIPT header is required',
      required: {
        error: 'LICENSE-RECEIPT header is required',
        ...domain,
        modelId,
        receipts: '/v1/license-receipts',
        now: start,
      },
    });
  });

  test('the signature of the request', () =>
    expectRefused(
      { headers: { [licenseRequestHeader]: undefined } },
      402,
      'license_required',
      'LICENSE-REQUEST header is required',
    ));
});

describe.each([licenseReceiptHeader, licenseRequestHeader])('%s', (name) => {
  test.each([
    ['not base64', '%%%', 400, 'license_malformed', `${name} is not base64; it must be base64 of JSON`],
    ['not UTF-8', '/////w==', 400, 'license_malformed', `${name} is not UTF-8; it must be base64 of JSON`],
    ['not JSON', btoa('{'), 400, 'license_malformed', `${name} is not JSON; it must be base64 of JSON`],
    ['not an object', btoa('7'), 400, 'license_malformed', undefined],
    ['without what it needs', btoa('{}'), 400, 'license_malformed', undefined],
    ['too long', 'A'.repeat(4_097), 431, 'license_too_large', `${name} has 4097 characters; the limit is 4096`],
  ])('that is %s', (_name, value, status, type, message) =>
    expectRefused({ headers: { [name]: value } }, status, type, message),
  );
});

describe('a field of the wrong shape', () => {
  const signature = `0x${'11'.repeat(65)}` as const;
  const shown = {
    ...domain,
    receipt: { ...receipt, issuedAt: '1', expiresAt: '2', meteredUses: '0', uses: '0' },
    signature,
  };
  test.each([
    ['a number where a decimal string must be', { receipt: { ...shown.receipt, expiresAt: 2 } }, 'receipt.expiresAt'],
    ['65 bits', { receipt: { ...shown.receipt, uses: String(2n ** 64n) } }, 'receipt.uses: must have at most 64 bits'],
    ['no address', { receipt: { ...shown.receipt, holder: 'alice' } }, 'receipt.holder: must be an address'],
    ['a short signature', { signature: '0x1234' }, 'signature: must be 0x and 130 hexadecimal digits'],
    ['a field too many', { more: 1 }, 'Unrecognized key: "more"'],
  ])('%s', async (_name, change, message) => {
    const headers = { [licenseReceiptHeader]: encodeHeader({ ...shown, ...change }) };
    const refusal = await refusalOf(await call(defaults, { headers }));
    expect(refusal).toMatchObject({ status: 400, type: 'license_malformed' });
    expect(refusal.message).toContain(`LICENSE-RECEIPT: ${message}`);
  });
});

describe('a receipt that does not fit', () => {
  const otherModel = `0x${'02'.repeat(32)}` as const;
  test.each<[string, CallParts, string, string]>([
    [
      'for another chain',
      { shown: { chainId: 1 } },
      'license_mismatch',
      "the receipt's chainId is 1; it must be 31337",
    ],
    [
      'for another contract',
      { shown: { license: elsewhere } },
      'license_mismatch',
      `the receipt's license is ${elsewhere}; it must be ${domain.license}`,
    ],
    [
      'for another model',
      { receipt: { modelId: otherModel } },
      'license_mismatch',
      `the receipt's modelId is ${otherModel}; it must be ${modelId}`,
    ],
    [
      'that lives too long',
      { receipt: { expiresAt: start + 601n } },
      'receipt_too_long',
      'the receipt lives 601 seconds; the limit is 600',
    ],
    [
      'of an issuer that this server does not trust',
      { issuer: stranger },
      'issuer_unknown',
      `the receipt is signed by ${stranger.address}, whose receipts this server does not take`,
    ],
    [
      'that the holder signed itself',
      { issuer: holder },
      'issuer_unknown',
      `the receipt is signed by ${holder.address}, whose receipts this server does not take`,
    ],
    [
      'whose signature is nobody’s',
      { shown: { signature: `0x${'00'.repeat(64)}1b` } },
      'issuer_unknown',
      'the receipt is signed by nobody, whose receipts this server does not take',
    ],
  ])('%s', (_name, parts, type, message) => expectRefused(parts, 403, type, message));

  test('that has ended, from the second on in which it ends', async () => {
    now = receipt.expiresAt;
    await expectRefused(
      {},
      403,
      'receipt_expired',
      `the receipt expired at ${receipt.expiresAt}; it is ${receipt.expiresAt}`,
    );
  });

  test.each<[string, Partial<LicenseReceipt>]>([
    ['a longer life', { expiresAt: start + 301n }],
    ['another licensee', { licensee: stranger.address }],
    ['another holder', { holder: stranger.address }],
    ['more uses', { uses: 1n }],
  ])('that was given %s after it was signed', (_name, change) =>
    expectRefused({ shown: { receipt: { ...receipt, ...change } } }, 403, 'issuer_unknown'),
  );

  test('whose signature is the twin of the issuer’s', async () => {
    const signature = await issuer.signTypedData(licenseReceiptTypedData(domain, receipt));
    await expectRefused({ shown: { signature: twinOf(signature) } }, 403, 'issuer_unknown');
  });
});

describe('a request that its holder did not sign', () => {
  test('a stolen receipt is worth nothing without the holder’s key', () =>
    expectRefused(
      { signer: stranger },
      403,
      'signature_invalid',
      `LICENSE-REQUEST is not signed by ${holder.address} for this receipt`,
    ));

  test('one that was signed for another receipt', () =>
    expectRefused({ request: { receiptHash: `0x${'03'.repeat(32)}` } }, 403, 'signature_invalid'));

  test('one that has expired, or expires in the second that it arrives', async () => {
    await expectRefused(
      { request: { expiresAt: start } },
      403,
      'request_expired',
      `LICENSE-REQUEST expired at ${start}; it is ${start}`,
    );
  });

  test('one that may be sent for too long', () =>
    expectRefused(
      { request: { expiresAt: start + 121n } },
      403,
      'request_too_long',
      'LICENSE-REQUEST expires in 121 seconds; the limit is 120',
    ));
});

describe('a request that was changed on the way', () => {
  test.each<[string, CallParts, string]>([
    ['method', { request: { method: 'PUT' } }, 'the signed method is PUT; it must be POST'],
    [
      'path',
      { request: { url: 'models.example/v1/other' } },
      'the signed url is models.example/v1/other; it must be models.example/v1/answers',
    ],
    [
      'query',
      { path: '/v1/answers?a=1', request: { url: 'models.example/v1/answers?a=2' } },
      'the signed url is models.example/v1/answers?a=2; it must be models.example/v1/answers?a=1',
    ],
  ])('%s', (_name, parts, message) => expectRefused(parts, 403, 'request_changed', message));

  test('host: what another server was sent is not taken from it, whatever host it names', async () => {
    const url = 'evil.example/v1/answers';
    const headers = { ...(await licenseHeaders(defaults, { request: { url } })), host: 'evil.example' };
    const sent = request(`${defaults.url}/v1/answers`, { method: 'POST', headers }).end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(403);
    expect(JSON.parse(await text(response)).error).toEqual({
      type: 'request_changed',
      message: `the signed url is ${url}; it must be models.example/v1/answers`,
    });
  });

  test('body', async () => {
    const refusal = await refusalOf(await call(defaults, { body: 'two', request: { bodyHash: randomNonce() } }));
    expect(refusal).toMatchObject({ status: 403, type: 'request_changed' });
    expect(refusal.message).toContain('the signed bodyHash is');
  });
});

describe('a request that is sent again', () => {
  test('is refused, with the same nonce in another request too', async () => {
    const nonce = randomNonce();
    expect((await call(defaults, { request: { nonce } })).status).toBe(200);
    await expectRefused({ request: { nonce } }, 409, 'request_replayed', `nonce ${nonce} was used before`);
    await expectRefused({ body: 'other', request: { nonce } }, 409, 'request_replayed');
  });

  test('20 times at once is served once', async () => {
    const nonce = randomNonce();
    const responses = await Promise.all(Array.from({ length: 20 }, () => call(defaults, { request: { nonce } })));
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('nobody else can use up a holder’s nonce', async () => {
    const nonce = randomNonce();
    const theirs = { receipt: { holder: stranger.address }, signer: stranger, request: { nonce } };
    expect((await call(defaults, theirs)).status).toBe(200);
    expect((await call(defaults, { request: { nonce } })).status).toBe(200);
  });

  test('a refused one does not use up its nonce', async () => {
    const nonce = randomNonce();
    await expectRefused({ request: { nonce }, signer: stranger }, 403, 'signature_invalid');
    expect((await call(defaults, { request: { nonce } })).status).toBe(200);
  });
});

test('a licence that is sold by use is refused where nothing counts uses', () =>
  expectRefused(
    { receipt: { uses: 5n } },
    403,
    'uses_not_counted',
    'this server takes no licences that are sold by use',
  ));

test('what a refused caller sends as body is not read', async () => {
  const policy = { ...domain, modelId, issuers: [issuer.address], clock: { now: () => now } };
  const verifier = createRequestVerifier({ ...policy, replay: createReplayMemory() });
  const arrived = {
    method: 'POST',
    url: 'models.example/v1/answers',
    header: () => undefined,
    readBody: () => Promise.reject(new Error('the body was read')),
  };
  await expect(verifier.verify(arrived)).rejects.toMatchObject({ type: 'license_required' });
});
