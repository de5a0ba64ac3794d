import { connect } from 'node:net';
import { createClient, custom, parseSignature, serializeSignature } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Channel, voucherTypedData } from '../../protocol/index.ts';
import { closeRequestTypedData, encodeHeader } from '../../protocol/x402/index.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { languageClassifier, type Model } from '../index.ts';
import {
  demandOf,
  domainOf,
  gate,
  paymentOf,
  post,
  price,
  removeDirectory,
  responsePayment,
  startTestGateway,
  type TestGateway,
  until,
} from './support.ts';

const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const stranger = privateKeyToAccount(`0x${'42'.repeat(32)}`);

let context: TestContext;
let gateway: TestGateway;
let channel: Channel;
/** Methods of the RPC that the gateway called. */
const calls: string[] = [];
/** While it is pending, the RPC does not answer. */
let held: Promise<void> | undefined;
/** What the next model run does; by default it answers. */
let behaviour: Model['run'] | undefined;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
  const classifier = languageClassifier();
  const model: Model = { ...classifier, run: (request) => (behaviour ?? classifier.run)(request) };
  const transport = custom({
    request: async ({ method, params }: { method: string; params?: unknown }) => {
      calls.push(method);
      await held;
      return context.provider.transport.request({ method, params });
    },
  });
  const client = createClient({ chain: context.chain, transport, pollingInterval: 25 });
  // No poll falls into a test: whatever is called then, a request caused.
  gateway = await startTestGateway(context, { client, model, requestTimeoutSeconds: 2, pollSeconds: 300 });
  channel = await context.openChannel(1, 1_000n * price);
});

afterAll(async () => {
  await gateway.stop();
  await removeDirectory(gateway.directory);
});

/** Sends bytes as they are, and reads until the server closes. */
async function raw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  socket.write(bytes);
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}

function sendBody(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Promise<Response> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body };
  return fetch(`${gateway.url}/v1/classifications`, init);
}

async function errorOf(response: Response): Promise<{ type: string; message: string }> {
  return (await response.json()).error;
}

/** The channel's next voucher still buys: nothing was lost by what came before. */
let index = 0n;
async function expectNothingLost(): Promise<void> {
  index += 1n;
  const response = await post(gateway, `request ${index}`, await paymentOf(context, channel, index * price));
  expect(response.status).toBe(200);
  expect(responsePayment(response).extra.receipt.sequence).toBe(index);
}

describe('a payment header that cannot be read', () => {
  const long = 'A'.repeat(9_000);
  test.each([
    ['not base64', '%%%', 400, 'payment_malformed', 'PAYMENT-SIGNATURE is not base64; it must be base64 of JSON'],
    ['not JSON', btoa('{'), 400, 'payment_malformed', 'PAYMENT-SIGNATURE is not JSON; it must be base64 of JSON'],
    ['not UTF-8', '/////w==', 400, 'payment_malformed', 'PAYMENT-SIGNATURE is not UTF-8; it must be base64 of JSON'],
    ['not an object', btoa('7'), 400, 'payment_malformed', undefined],
    ['version 1', encodeHeader({ x402Version: 1 }), 400, 'payment_malformed', undefined],
    ['too long', long, 431, 'payment_too_large', 'PAYMENT-SIGNATURE has 9000 characters; the limit is 8192'],
  ])('%s', async (_name, header, status, type, message) => {
    const response = await post(gateway, 'hello', header);
    expect(response.status).toBe(status);
    const error = await errorOf(response);
    expect(error.type).toBe(type);
    if (message) expect(error.message).toBe(message);
    await expectNothingLost();
  });

  test.each([
    [
      'a negative amount',
      { cumulativeAmount: '-1' },
      'payload.cumulativeAmount: must be a decimal string without sign or leading zero',
    ],
    [
      'an amount in hexadecimal',
      { cumulativeAmount: '0x10' },
      'payload.cumulativeAmount: must be a decimal string without sign or leading zero',
    ],
    [
      'an amount of 97 bits',
      { cumulativeAmount: String(2n ** 96n) },
      `payload.cumulativeAmount: must be at most ${2n ** 96n - 1n}`,
    ],
    ['an amount as a number', { cumulativeAmount: 100 }, undefined],
    ['a salt of 33 bits', { salt: 2 ** 32 }, undefined],
    ['a short signature', { signature: '0x1234' }, 'payload.signature: must be 0x and 130 hexadecimal digits'],
    ['no address', { signer: 'alice' }, 'payload.signer: must be an address: 0x and 40 hexadecimal digits'],
  ])('%s', async (_name, payload, message) => {
    const response = await post(gateway, 'hello', await paymentOf(context, channel, price, { payload }));
    expect(response.status).toBe(400);
    const error = await errorOf(response);
    expect(error.type).toBe('payment_malformed');
    if (message) expect(error.message).toBe(`PAYMENT-SIGNATURE: ${message}`);
    await expectNothingLost();
  });
});

describe('a payment for something else', () => {
  const elsewhere = '0x00000000000000000000000000000000000000AA';
  test.each([
    ['another chain', { network: 'eip155:1' }, 'accepted.network is eip155:1; this gateway takes eip155:31337'],
    ['another escrow', { extra: { escrow: elsewhere } }, `accepted.extra.escrow is ${elsewhere}; this gateway takes`],
    ['another provider', { payTo: elsewhere }, `accepted.payTo is ${elsewhere}; this gateway takes`],
    ['another token', { asset: elsewhere }, `accepted.asset is ${elsewhere}; this gateway takes`],
    ['another scheme', { scheme: 'exact' }, 'accepted.scheme is exact; this gateway takes tallystick'],
    ['another price', { amount: '99' }, 'accepted.amount is 99; this gateway takes 100'],
  ])('%s, and it says so', async (_name, accepted, message) => {
    const response = await post(
      gateway,
      'hello',
      await paymentOf(context, channel, (index + 1n) * price, { accepted }),
    );
    expect(response.status).toBe(402);
    expect(demandOf(response).error).toContain(message);
    await expectNothingLost();
  });

  test.each([
    ['chain', () => ({ domain: { ...domainOf(context), chainId: 1 }, signed: channel })],
    ['escrow', () => ({ domain: { ...domainOf(context), escrow: elsewhere } as const, signed: channel })],
    ['provider', () => ({ domain: domainOf(context), signed: { ...channel, receiver: elsewhere } as const })],
    ['channel', () => ({ domain: domainOf(context), signed: { ...channel, salt: 77 } })],
  ])('a voucher signed for another %s, though the header claims ours', async (_name, parts) => {
    const { domain, signed } = parts();
    const cumulativeAmount = (index + 1n) * price;
    const signature = await context.signer.account.signTypedData(
      voucherTypedData(domain, { channel: signed, cumulativeAmount }),
    );
    const response = await post(
      gateway,
      'hello',
      await paymentOf(context, channel, cumulativeAmount, { payload: { signature } }),
    );
    expect(response.status).toBe(402);
    expect(demandOf(response).error).toContain(`the signature is not ${channel.signer}'s`);
    await expectNothingLost();
  });

  test('the malleable twin of a good signature, which the escrow would refuse', async () => {
    const cumulativeAmount = (index + 1n) * price;
    const { r, s, yParity } = parseSignature(await context.signer.inference.signVoucher({ channel, cumulativeAmount }));
    const twin = serializeSignature({
      r,
      s: `0x${(order - BigInt(s)).toString(16).padStart(64, '0')}`,
      yParity: 1 - yParity,
    });
    const response = await post(
      gateway,
      'hello',
      await paymentOf(context, channel, cumulativeAmount, { payload: { signature: twin } }),
    );
    expect(response.status).toBe(402);
    expect(demandOf(response).error).toContain("upper half of the curve's order");
    await expectNothingLost();
  });

  test.each([
    ['too little', 0n],
    ['too much', 2n],
  ])('%s', async (_name, steps) => {
    const owed = (index + steps) * price;
    const response = await post(gateway, 'another', await paymentOf(context, channel, owed === 0n ? 1n : owed - 1n));
    expect(response.status).toBe(402);
    const expected = (index + 1n) * price;
    expect(demandOf(response).error).toContain(`the next one must owe ${expected}`);
    expect(demandOf(response).requirements.extra.channel?.nextAmount).toBe(expected);
    await expectNothingLost();
  });

  test('beyond what the channel holds', async () => {
    const small = await context.openChannel(2, price + price / 2n);
    expect((await post(gateway, 'one', await paymentOf(context, small, price))).status).toBe(200);
    const response = await post(gateway, 'two', await paymentOf(context, small, 2n * price));
    expect(demandOf(response).error).toBe(
      `the voucher owes ${2n * price}; the channel holds ${price + price / 2n} that is final`,
    );
  });

  test('a channel that was never opened', async () => {
    const unknown = { ...channel, salt: 999 };
    const response = await post(gateway, 'hello', await paymentOf(context, unknown, price));
    expect(response.status).toBe(402);
    expect(demandOf(response).error).toContain('there is no channel');
  });

  test("a stranger's voucher on a channel of ours is one on a channel that is not there", async () => {
    const theirs = { ...channel, signer: stranger.address };
    const signature = await stranger.signTypedData(
      voucherTypedData(domainOf(context), { channel: theirs, cumulativeAmount: price }),
    );
    const response = await post(
      gateway,
      'hello',
      await paymentOf(context, channel, price, { payload: { signer: stranger.address, signature } }),
    );
    expect(demandOf(response).error).toContain('there is no channel');
  });
});

describe('what a request costs the provider', () => {
  test('nothing on the chain for a known channel, a bad signature, or no payment', async () => {
    await expectNothingLost();
    calls.length = 0;
    const signature = await stranger.signMessage({ message: 'garbage' });
    await post(
      gateway,
      'hello',
      await paymentOf(context, { ...channel, salt: 555 }, price, { payload: { signature } }),
    );
    await post(gateway, 'hello');
    await expectNothingLost();
    expect(calls).toEqual([]);
  });

  test('one lookup for a channel that is not there, however often it is named', async () => {
    const payment = await paymentOf(context, { ...channel, salt: 556 }, price);
    calls.length = 0;
    for (let attempt = 0; attempt < 5; attempt += 1) expect((await post(gateway, 'hello', payment)).status).toBe(402);
    expect(calls.filter((method) => method === 'eth_call')).toHaveLength(1);
  });

  test('a bounded number of lookups at one time', async () => {
    const limit = 8;
    const { opened, open } = gate();
    const payments = await Promise.all(
      Array.from({ length: limit + 1 }, (_, salt) => paymentOf(context, { ...channel, salt: 600 + salt }, price)),
    );
    calls.length = 0;
    held = opened;
    const looked = payments.slice(0, limit).map((payment) => post(gateway, 'hello', payment));
    await until(() => calls.length === limit);
    const refused = await post(gateway, 'hello', payments[limit]);
    held = undefined;
    open();
    expect(refused.status).toBe(429);
    expect((await errorOf(refused)).message).toBe('8 channels are being looked up; the limit is 8');
    expect((await Promise.all(looked)).map(({ status }) => status)).toEqual(Array.from({ length: limit }, () => 402));
    await expectNothingLost();
  });
});

describe('a request to end a channel', () => {
  const request = async (changes: Record<string, unknown>) => {
    const deadline = (await context.now()) + 600n;
    const closing = { channel, finalAmount: index * price, deadline };
    const signature = await context.signer.account.signTypedData(closeRequestTypedData(domainOf(context), closing));
    const body = {
      signer: channel.signer,
      salt: channel.salt,
      finalAmount: String(index * price),
      deadline: String(deadline),
      signature,
    };
    return fetch(`${gateway.url}/v1/close-consents`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, ...changes }),
    });
  };

  test.each([
    ['with another amount than was signed', { finalAmount: '1' }, 403, 'signature_invalid'],
    ['by a signature of nobody', { signature: `0x${'00'.repeat(64)}1b` }, 403, 'signature_invalid'],
    ['with a deadline in the past', { deadline: '1' }, 400, 'deadline_out_of_range'],
    ['without a signer', { signer: undefined }, 400, 'invalid_request'],
  ])('%s', async (_name, changes, status, type) => {
    const response = await request(changes);
    expect(response.status).toBe(status);
    expect((await errorOf(response)).type).toBe(type);
    await expectNothingLost();
  });

  test('by a voucher, which is no wish to close', async () => {
    const cumulativeAmount = index * price;
    const signature = await context.signer.inference.signVoucher({ channel, cumulativeAmount });
    expect((await request({ signature })).status).toBe(403);
    await expectNothingLost();
  });
});

describe('a body that cannot be answered', () => {
  test.each([
    ['not JSON', '{', 'the body must be JSON in UTF-8: {"input": "text"}'],
    ['another shape', '{"text":"a"}', 'the body must be {"input": "text"} and nothing else'],
    ['empty', '{"input":" "}', 'input is empty; at least one visible character is needed'],
    ['too long', JSON.stringify({ input: 'a'.repeat(10_001) }), 'input has 10001 characters; the limit is 10000'],
    ['half a surrogate pair', '{"input":"\\ud800"}', 'input has half of a surrogate pair'],
    [
      'a control character',
      '{"input":"ab\\u0000"}',
      'input has the control character U+0000 at position 2; only tab, line feed and carriage return are allowed',
    ],
    ['a raw control character', '{"input":"\u0007"}', 'the body must be JSON in UTF-8: {"input": "text"}'],
    ['no UTF-8', new Uint8Array([0xff, 0xfe]), 'the body must be JSON in UTF-8: {"input": "text"}'],
  ])('%s: 400, and the voucher is not used up', async (_name, body, message) => {
    const payment = await paymentOf(context, channel, (index + 1n) * price);
    const response = await sendBody(body, { 'payment-signature': payment });
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toEqual({ type: 'invalid_request', message });
    await expectNothingLost();
  });

  test('too large, announced or not', async () => {
    const message = 'the body is too large; the limit is 65536 bytes';
    const announced = await sendBody('x'.repeat(65_537));
    expect(announced.status).toBe(413);
    expect(await errorOf(announced)).toEqual({ type: 'body_too_large', message });
    const chunk = new TextEncoder().encode('x'.repeat(40_000));
    const stream = new ReadableStream({
      start: (controller) => {
        controller.enqueue(chunk);
        controller.enqueue(chunk);
        controller.close();
      },
    });
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', body: stream, duplex: 'half' };
    const streamed = await fetch(`${gateway.url}/v1/classifications`, init);
    expect(streamed.status).toBe(413);
    await expectNothingLost();
  });

  test('another content type', async () => {
    const payment = await paymentOf(context, channel, (index + 1n) * price);
    const response = await sendBody('input=a', { 'content-type': 'text/plain', 'payment-signature': payment });
    expect(response.status).toBe(415);
    expect((await errorOf(response)).message).toBe('content-type is text/plain; it must be application/json');
    await expectNothingLost();
  });
});

describe('HTTP that is not as it should be', () => {
  test('headers that are too large', async () => {
    const answer = await raw(`GET /healthz HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`);
    expect(answer).toContain('431 Request Header Fields Too Large');
    expect(answer).toContain('the headers are too large; the limit is 16384 bytes');
  });

  test('no HTTP at all', async () => {
    expect(await raw('hello\r\n\r\n')).toContain(
      '{"error":{"type":"bad_request","message":"the request is not HTTP"}}',
    );
  });

  test('a request that does not arrive in time', async () => {
    const answer = await raw('POST /v1/classifications HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\nab');
    expect(answer).toContain('408 Request Timeout');
    expect(answer).toContain('the request did not arrive within 2 seconds');
  });

  test('a route that is not there', async () => {
    const response = await fetch(`${gateway.url}/v2/anything`);
    expect(response.status).toBe(404);
    expect(await errorOf(response)).toEqual({ type: 'not_found', message: 'there is no GET /v2/anything' });
  });
});

describe('a gateway in trouble', () => {
  test('a model that fails costs nothing, and says nothing of why', async () => {
    behaviour = () => Promise.reject(new Error('secret detail'));
    const payment = await paymentOf(context, channel, (index + 1n) * price);
    const response = await post(gateway, 'hello', payment);
    behaviour = undefined;
    expect(response.status).toBe(502);
    expect(await errorOf(response)).toEqual({
      type: 'model_failed',
      message: 'lande-1.0.10 failed; nothing was charged',
    });
    expect(gateway.events).toContainEqual(
      expect.objectContaining({ type: 'request_failed', route: '/v1/classifications' }),
    );
    await expectNothingLost();
  });

  test('C15 a request that is under way when the gateway stops is answered and kept', async () => {
    const { opened, open } = gate();
    let running = false;
    const { run } = languageClassifier();
    behaviour = async (request) => {
      running = true;
      await opened;
      return run(request);
    };
    const payment = await paymentOf(context, channel, (index + 1n) * price);
    const underWay = post(gateway, 'under way', payment);
    await until(() => running);
    const stopped = gateway.stop();
    open();
    const answer = await underWay;
    expect(answer.status).toBe(200);
    await stopped;
    behaviour = undefined;

    gateway = await startTestGateway(context, gateway.options);
    const repeated = await post(gateway, 'under way', payment);
    expect(responsePayment(repeated)).toEqual(responsePayment(answer));
    index += 1n;
    await expectNothingLost();
  });
});
