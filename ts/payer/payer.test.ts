import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  classificationOf,
  classify,
  domainOf,
  payerOf,
  price,
  removeDirectory,
  startTestGateway,
  type TestGateway,
} from '../gateway/e2e/support.ts';
import { type Channel, channelId, receiptTypedData } from '../protocol/index.ts';
import {
  decodeHeader,
  encodeHeader,
  type PaymentPayload,
  paymentPayloadSchema,
  paymentRequiredHeader,
  paymentResponseHeader,
  paymentResponseSchema,
  paymentSignatureHeader,
} from '../protocol/x402/index.ts';
import { createTestContext, type TestContext } from '../testing/context.ts';
import {
  ChannelExhaustedError,
  CloseRefusedError,
  ConnectionError,
  PayerError,
  PaymentRefusedError,
  PaymentRequiredInvalidError,
  PriceTooHighError,
  ReceiptInvalidError,
  TermsMismatchError,
} from './index.ts';

let context: TestContext;
let gateway: TestGateway;
let salt = 0;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
  gateway = await startTestGateway(context);
});

afterAll(async () => {
  await gateway.stop();
  await removeDirectory(gateway.directory);
});

function open(inferences = 100n): Promise<Channel> {
  salt += 1;
  return context.openChannel(salt, inferences * price);
}

/** What all channels owed when a channel opened, by salt. */
const owedBefore = new Map<number, bigint>();

/** Opens a channel whose part of what is owed {@link honoured} tells. */
async function openCounted(): Promise<Channel> {
  const channel = await open();
  owedBefore.set(channel.salt, (await gateway.status()).owed);
  return channel;
}

/** What the gateway counts as owed on this channel, the last that was opened. */
async function honoured(channel: Channel): Promise<bigint> {
  return (await gateway.status()).owed - (owedBefore.get(channel.salt) ?? 0n);
}

type Exchange = (send: () => Promise<Response>, payment: PaymentPayload) => Promise<Response>;

/** A `fetch` whose paid requests pass through `exchange`; it notes every voucher that is sent. */
function through(exchange: Exchange): { fetch: typeof fetch; vouchers: bigint[] } {
  const vouchers: bigint[] = [];
  const throughFetch: typeof fetch = (input, init) => {
    const header = new Headers(init?.headers).get(paymentSignatureHeader);
    if (header === null) return fetch(input, init);
    const payment = paymentPayloadSchema.parse(decodeHeader(header));
    vouchers.push(payment.payload.cumulativeAmount);
    return exchange(() => fetch(input, init), payment);
  };
  return { fetch: throughFetch, vouchers };
}

/** Loses the answers to the first `count` paid requests, which reach the gateway all the same. */
function losing(count: number) {
  let left = count;
  return through(async (send) => {
    const response = await send();
    if (left === 0) return response;
    left -= 1;
    throw new TypeError('fetch failed');
  });
}

const retryMilliseconds = [1, 1];

describe('when answers are lost', () => {
  test('the same voucher is sent again, and paid once', async () => {
    const channel = await openCounted();
    const { fetch, vouchers } = losing(2);
    const payer = payerOf(context, channel, { fetch, retryMilliseconds });
    expect((await classify(payer, gateway, 'hello there')).status).toBe(200);
    expect(vouchers).toEqual([price, price, price]);
    expect(await honoured(channel)).toBe(price);
  });

  test('the caller may send the same request again, and it is paid once', async () => {
    const channel = await openCounted();
    const payer = payerOf(context, channel, { fetch: losing(3).fetch, retryMilliseconds });
    await expect(classify(payer, gateway, 'hello there')).rejects.toThrow(ConnectionError);
    expect((await classify(payer, gateway, 'hello there')).status).toBe(200);
    expect(payer.cumulativeAmount()).toBe(price);
    expect(await honoured(channel)).toBe(price);
  });

  test('another request goes on from the voucher that the gateway proves to have', async () => {
    const channel = await openCounted();
    const { fetch, vouchers } = losing(3);
    const payer = payerOf(context, channel, { fetch, retryMilliseconds });
    await expect(classify(payer, gateway, 'first')).rejects.toThrow(ConnectionError);
    expect((await classify(payer, gateway, 'second')).status).toBe(200);
    expect(vouchers).toEqual([price, price, price, price, 2n * price]);
    expect(await honoured(channel)).toBe(2n * price);
  });

  test('an aborted request is not sent again', async () => {
    const channel = await open();
    const controller = new AbortController();
    const { fetch, vouchers } = through(async (send) => {
      controller.abort();
      return send();
    });
    const payer = payerOf(context, channel, { fetch, retryMilliseconds });
    const init = { ...classificationOf('hello'), signal: controller.signal };
    await expect(payer.fetch(`${gateway.url}/v1/classifications`, init)).rejects.toMatchObject({ name: 'AbortError' });
    expect(vouchers).toEqual([price]);
  });
});

describe('when the state is lost', () => {
  test('a new payer goes on where the old one was, after checking its own signature', async () => {
    const channel = await openCounted();
    const first = payerOf(context, channel);
    for (const input of ['one', 'two', 'three']) await classify(first, gateway, input);
    const second = payerOf(context, channel);
    expect((await classify(second, gateway, 'four')).status).toBe(200);
    expect(second.cumulativeAmount()).toBe(4n * price);
    expect(await honoured(channel)).toBe(4n * price);
  });

  test('a new payer that repeats the first request gets its answer, then goes on', async () => {
    const channel = await openCounted();
    const first = payerOf(context, channel);
    for (const input of ['one', 'two']) await classify(first, gateway, input);
    const second = payerOf(context, channel);
    for (const input of ['one', 'two', 'three']) expect((await classify(second, gateway, input)).status).toBe(200);
    expect(await honoured(channel)).toBe(3n * price);
  });

  test('a gateway that lost its records goes on from what was settled', async () => {
    const channel = await open();
    await classify(payerOf(context, channel), gateway, 'before');
    await gateway.settle();
    const renewed = await startTestGateway(context);
    const payer = payerOf(context, channel);
    expect((await classify(payer, renewed, 'after')).status).toBe(200);
    expect(payer.cumulativeAmount()).toBe(2n * price);
    await renewed.stop();
    await removeDirectory(renewed.directory);
  });
});

describe('what is never signed', () => {
  test('more than the caller allows for a request', async () => {
    const { fetch, vouchers } = through((send) => send());
    const payer = payerOf(context, await open(), { fetch, maxPricePerRequest: price - 1n });
    await expect(classify(payer, gateway, 'hello')).rejects.toThrow(new PriceTooHighError(price, price - 1n));
    expect(vouchers).toEqual([]);
  });

  test('more than the channel holds, until it is topped up', async () => {
    const channel = await open(2n);
    const { fetch, vouchers } = through((send) => send());
    const payer = payerOf(context, channel, { fetch });
    await classify(payer, gateway, 'one');
    await classify(payer, gateway, 'two');
    await expect(classify(payer, gateway, 'three')).rejects.toThrow(new ChannelExhaustedError(3n * price, 2n * price));
    expect(vouchers).toEqual([price, 2n * price]);

    await context.fund(context.payer, price);
    const hash = await context.payer.inference.topUp({ channel, amount: price });
    await context.payer.inference.waitForTransaction({ hash });
    expect((await classify(payer, gateway, 'three')).status).toBe(200);
  });

  test('anything for another provider', async () => {
    const channel = { ...(await open()), receiver: context.relayer.account.address };
    const { fetch, vouchers } = through((send) => send());
    const payer = payerOf(context, channel, { fetch });
    await expect(classify(payer, gateway, 'hello')).rejects.toThrow(TermsMismatchError);
    expect(vouchers).toEqual([]);
  });

  test('a second voucher for one request, when the gateway claims the first and does not answer', async () => {
    const channel = await open();
    const { fetch, vouchers } = through(async (send, { payload }) => {
      const response = await send();
      const answered = new Response(null, { status: 402, headers: { [paymentRequiredHeader]: demand(payload) } });
      await response.arrayBuffer();
      return answered;
    });
    const demand = ({ cumulativeAmount, signature }: PaymentPayload['payload']) =>
      encodeHeader({
        x402Version: 2,
        error: 'pay again',
        resource: { url: gateway.url },
        accepts: [
          {
            scheme: 'tallystick',
            network: 'eip155:31337',
            amount: price,
            asset: channel.token,
            payTo: channel.receiver,
            maxTimeoutSeconds: 15,
            extra: {
              escrow: context.escrow,
              minimumNoticeSeconds: 86_400,
              finality: 1,
              channel: {
                id: `0x${'00'.repeat(32)}`,
                status: 'open',
                cumulativeAmount,
                signature,
                nextAmount: cumulativeAmount + price,
                funded: 100n * price,
              },
            },
          },
        ],
      });
    const payer = payerOf(context, channel, { fetch });
    await expect(classify(payer, gateway, 'hello')).rejects.toThrow(PaymentRefusedError);
    expect(vouchers).toEqual([price]);
  });

  test('a voucher for a claim that is not proven', async () => {
    const channel = await open();
    const forged = await context.relayer.inference.signVoucher({
      channel: { ...channel, signer: context.relayer.account.address },
      cumulativeAmount: 50n * price,
    });
    const { fetch, vouchers } = through(async (send) => {
      const genuine = await send();
      const { accepts } = decodeHeader((await unpaid()).headers.get(paymentRequiredHeader) ?? '') as {
        accepts: { extra: object }[];
      };
      const claimed = {
        id: `0x${'00'.repeat(32)}`,
        status: 'open',
        cumulativeAmount: 50n * price,
        signature: forged,
        nextAmount: 51n * price,
        funded: 100n * price,
      };
      const entry = { ...accepts[0], extra: { ...accepts[0]?.extra, channel: claimed } };
      const header = encodeHeader({
        x402Version: 2,
        error: 'pay more',
        resource: { url: gateway.url },
        accepts: [entry],
      });
      await genuine.arrayBuffer();
      return new Response(null, { status: 402, headers: { [paymentRequiredHeader]: header } });
    });
    const unpaid = () => globalThis.fetch(`${gateway.url}/v1/classifications`, classificationOf('hello'));
    const payer = payerOf(context, channel, { fetch });
    await expect(classify(payer, gateway, 'hello')).rejects.toThrow('cannot prove it');
    expect(vouchers).toEqual([price]);
  });
});

describe('what is wrong with an answer', () => {
  type Tamper = (response: Response, body: string) => Response;
  const receiptOf = (response: Response) =>
    decodeHeader(response.headers.get(paymentResponseHeader) ?? '') as { extra: { receipt: Record<string, unknown> } };
  const withReceipt = (response: Response, body: string, change: Record<string, unknown>) => {
    const payment = receiptOf(response);
    const changed = { ...payment, extra: { ...payment.extra, receipt: { ...payment.extra.receipt, ...change } } };
    return new Response(body, { headers: { [paymentResponseHeader]: encodeHeader(changed) } });
  };
  const cases: [string, Tamper, string][] = [
    ['no receipt', (_response, body) => new Response(body), 'the answer has no PAYMENT-RESPONSE'],
    [
      'a receipt that is no base64',
      (_response, body) => new Response(body, { headers: { [paymentResponseHeader]: '%' } }),
      'is not base64',
    ],
    [
      'another body',
      (response, body) => new Response(`${body} `, { headers: response.headers }),
      "the receipt's responseHash is",
    ],
    [
      'another request',
      (response, body) => withReceipt(response, body, { requestHash: `0x${'11'.repeat(32)}` }),
      "the receipt's requestHash is",
    ],
    [
      'another amount',
      (response, body) => withReceipt(response, body, { cumulativeAmount: '1' }),
      "the receipt's cumulativeAmount is 1",
    ],
    [
      'another sequence',
      (response, body) => withReceipt(response, body, { sequence: '7' }),
      'the receipt is signed by',
    ],
    [
      'a signature of nobody',
      (response, body) => withReceipt(response, body, { signature: `0x${'00'.repeat(64)}1b` }),
      "signature is nobody's",
    ],
  ];
  test.each(cases)('%s', async (_name, tamper, message) => {
    const { fetch } = through(async (send) => {
      const response = await send();
      return tamper(response, await response.text());
    });
    const payer = payerOf(context, await open(), { fetch });
    const failure = classify(payer, gateway, 'hello');
    await expect(failure).rejects.toThrow(ReceiptInvalidError);
    await expect(failure).rejects.toThrow(message);
  });

  test('a sequence that skips one', async () => {
    const channel = await open();
    const payer = payerOf(context, channel, {
      fetch: through(async (send) => {
        const response = await send();
        const body = await response.text();
        const { sequence, ...receipt } = paymentResponseSchema.parse(receiptOf(response)).extra.receipt;
        if (sequence === 1n) return new Response(body, { headers: response.headers });
        const { signature: _signature, ...signed } = { channel, sequence: sequence + 1n, ...receipt };
        const signature = await context.provider.account.signTypedData(receiptTypedData(domainOf(context), signed));
        return withReceipt(response, body, { sequence: String(sequence + 1n), signature });
      }).fetch,
    });
    await classify(payer, gateway, 'one');
    await expect(classify(payer, gateway, 'two')).rejects.toThrow("the receipt's sequence is 3; it must be 2");
  });

  test('a 402 without a header', async () => {
    const payer = payerOf(context, await open(), { fetch: async () => new Response(null, { status: 402 }) });
    await expect(classify(payer, gateway, 'hello')).rejects.toThrow(PaymentRequiredInvalidError);
  });
});

describe('what passes through', () => {
  test('an answer that is free, and a refusal that has nothing to do with payment', async () => {
    const payer = payerOf(context, await open());
    expect((await payer.fetch(`${gateway.url}/v1/terms`)).status).toBe(200);
    const invalid = await payer.fetch(`${gateway.url}/v1/classifications`, {
      method: 'POST',
      body: '{',
      headers: { 'content-type': 'application/json' },
    });
    expect(invalid.status).toBe(400);
    expect(await invalid.json()).toMatchObject({ error: { type: 'invalid_request' } });
    expect((await classify(payer, gateway, 'hello')).status).toBe(200);
    expect(payer.cumulativeAmount()).toBe(price);
  });

  test('requests at once, one after the other', async () => {
    const sequences: bigint[] = [];
    const payer = payerOf(context, await open(), { onReceipt: ({ receipt }) => void sequences.push(receipt.sequence) });
    const responses = await Promise.all(
      Array.from({ length: 10 }, (_, index) => classify(payer, gateway, `request ${index}`)),
    );
    expect(responses.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(sequences).toEqual(Array.from({ length: 10 }, (_, index) => BigInt(index + 1)));
  });

  test('receipts that anyone can verify', async () => {
    const verified: unknown[] = [];
    const channel = await open();
    const payer = payerOf(context, channel, {
      onReceipt: async (paid) => verified.push(await context.relayer.inference.verifyReceipt(paid)),
    });
    await classify(payer, gateway, 'hello');
    const provider = channel.receiver;
    expect(verified).toEqual([{ provider, channelId: channelId(channel), sequence: 1n, cumulativeAmount: price }]);
  });

  test('a new price, within the limit', async () => {
    const payer = payerOf(context, await open(), { maxPricePerRequest: 2n * price });
    await classify(payer, gateway, 'at the old price');
    const options = { ...gateway.options, port: Number(new URL(gateway.url).port) };
    await gateway.stop();
    gateway = await startTestGateway(context, { ...options, price: 2n * price });
    expect((await classify(payer, gateway, 'at the new price')).status).toBe(200);
    expect(payer.cumulativeAmount()).toBe(3n * price);
    await gateway.stop();
    gateway = await startTestGateway(context, options);
  });
});

describe('ending a channel', () => {
  test('with the consent of the gateway, at once, and the rest comes back', async () => {
    const channel = await open();
    const payer = payerOf(context, channel);
    await classify(payer, gateway, 'one');
    await classify(payer, gateway, 'two');
    const paid = payer.cumulativeAmount();
    const consent = await payer.requestClose(gateway.url);
    await expect(classify(payer, gateway, 'three')).rejects.toThrow('the provider consented to end channel');

    const balance = () =>
      context.payer.ledger.getBalance({ token: context.token, account: context.payer.account.address });
    const before = await balance();
    const hash = await context.payer.inference.closeWithConsent(consent);
    await context.payer.inference.waitForTransaction({ hash });
    expect((await balance()) - before).toBe(100n * price - paid);
    expect(await context.payer.inference.getChannel({ channel })).toMatchObject({ status: 'closed', claimed: paid });
  });

  test('is refused if the gateway counts otherwise', async () => {
    const channel = await open();
    await classify(payerOf(context, channel), gateway, 'one');
    const behind = payerOf(context, channel);
    await expect(behind.requestClose(gateway.url)).rejects.toThrow(CloseRefusedError);
  });
});

test('an account that is not the signer of the channel is refused', async () => {
  const channel = await open();
  const wrong = { ...channel, signer: context.relayer.account.address };
  expect(() => payerOf(context, wrong, { domain: domainOf(context) })).toThrow(PayerError);
});
