import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { channelId } from '../../protocol/index.ts';
import { encodeHeader, termsSchema } from '../../protocol/x402/index.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import {
  type Classification,
  DirectoryInUseError,
  DirectoryMismatchError,
  languageClassifier,
  startFreeGateway,
} from '../index.ts';
import {
  channelStateOf,
  classificationOf,
  classify,
  demandOf,
  domainOf,
  payerOf,
  paymentOf,
  post,
  price,
  removeDirectory,
  responsePayment,
  startTestGateway,
  type TestGateway,
  until,
} from './support.ts';

let context: TestContext;
let gateway: TestGateway;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
  gateway = await startTestGateway(context);
});

afterAll(async () => {
  await gateway.stop();
  await removeDirectory(gateway.directory);
});

describe('buying', () => {
  test('a payer buys answers, each with a receipt that the provider signed', async () => {
    const channel = await context.openChannel(1, 10n * price);
    const receipts: bigint[] = [];
    const payer = payerOf(context, channel, {
      onReceipt: ({ receipt }) => void receipts.push(receipt.cumulativeAmount),
    });
    for (const input of ['Guten Morgen, liebe Sorgen', 'The quick brown fox jumps', 'Le chat est sur la table']) {
      const response = await classify(payer, gateway, input);
      expect(response.status).toBe(200);
      const { payer: signer, amount, extra, network } = responsePayment(response);
      expect({ signer, amount, network }).toEqual({ signer: channel.signer, amount: price, network: 'eip155:31337' });
      expect(extra.channelId).toBe(channelId(channel));
      const { signature, ...receipt } = extra.receipt;
      const verified = await context.payer.inference.verifyReceipt({
        receipt: { channel, ...receipt, signature },
        request: JSON.stringify({ input }),
        response: await response.text(),
      });
      expect(verified.provider).toBe(gateway.receiver);
    }
    expect(receipts).toEqual([price, 2n * price, 3n * price]);
    expect(payer.cumulativeAmount()).toBe(3n * price);
    expect((await gateway.status()).owed).toBe(3n * price);
  });

  test('the answer names the likeliest language first', async () => {
    const payer = payerOf(context, await context.openChannel(2, price));
    const answer: Classification = await (await classify(payer, gateway, 'Alle Menschen sind frei geboren')).json();
    expect(answer.language).toBe('deu');
    expect(answer.probabilities[0]?.language).toBe('deu');
  });

  test('an unpaid request learns the price, in header and body alike', async () => {
    const response = await post(gateway, 'hello');
    expect(response.status).toBe(402);
    const { requirements } = demandOf(response);
    expect(requirements).toMatchObject({ amount: price, payTo: gateway.receiver, asset: context.token });
    expect(requirements.extra).toEqual({ escrow: context.escrow, minimumNoticeSeconds: 86_400, finality: 1 });
    const body = await response.json();
    expect(encodeHeader(body)).toBe(response.headers.get('PAYMENT-REQUIRED'));
  });

  test('terms and health are public', async () => {
    const terms = termsSchema.parse(await (await fetch(`${gateway.url}/v1/terms`)).json());
    expect(terms).toMatchObject({ ...domainOf(context), receiver: gateway.receiver, token: context.token, price });
    expect(await (await fetch(`${gateway.url}/healthz`)).json()).toEqual({ status: 'ok' });
  });

  test('a free gateway answers the same bytes for nothing', async () => {
    const free = await startFreeGateway({ model: languageClassifier() });
    const payer = payerOf(context, await context.openChannel(3, price));
    const unpaid = await fetch(`${free.url}/v1/classifications`, classificationOf('Buenos dias'));
    const paid = await classify(payer, gateway, 'Buenos dias');
    expect(await unpaid.text()).toBe(await paid.text());
    await free.stop();
  });
});

describe('repeating', () => {
  test('the same voucher with the same request gets the stored answer and is paid once', async () => {
    const channel = await context.openChannel(10, 10n * price);
    const payment = await paymentOf(context, channel, price);
    const first = await post(gateway, 'once', payment);
    const second = await post(gateway, 'once', payment);
    expect(second.status).toBe(200);
    expect(responsePayment(second)).toEqual(responsePayment(first));
    expect(await second.text()).toBe(await first.text());
    const probe = await post(gateway, 'next', await paymentOf(context, channel, 9n * price));
    expect(channelStateOf(probe)).toMatchObject({ cumulativeAmount: price, nextAmount: 2n * price });
  });

  test('the same voucher with another request is a conflict that tells the state', async () => {
    const channel = await context.openChannel(11, 10n * price);
    const payment = await paymentOf(context, channel, price);
    await post(gateway, 'first', payment);
    const response = await post(gateway, 'second', payment);
    expect(response.status).toBe(409);
    expect(await response.json()).toEqual({
      error: { type: 'voucher_used', message: `the voucher of ${price} paid for another request` },
    });
    const signature = await context.signer.inference.signVoucher({ channel, cumulativeAmount: price });
    expect(demandOf(response).requirements.extra.channel).toEqual({
      id: channelId(channel),
      status: 'open',
      cumulativeAmount: price,
      signature,
      nextAmount: 2n * price,
      funded: 10n * price,
    });
  });

  test('C15 one voucher sent 20 times at once with different requests is honoured once', async () => {
    const channel = await context.openChannel(12, 100n * price);
    const payment = await paymentOf(context, channel, price);
    const responses = await Promise.all(
      Array.from({ length: 20 }, (_, index) => post(gateway, `request ${index}`, payment)),
    );
    const statuses = responses.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 409)]);
  });

  test('C15 one voucher sent 20 times at once with one request gives one answer, 20 times', async () => {
    const channel = await context.openChannel(13, 100n * price);
    const payment = await paymentOf(context, channel, price);
    const responses = await Promise.all(Array.from({ length: 20 }, () => post(gateway, 'request', payment)));
    expect(responses.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(new Set(responses.map((response) => responsePayment(response).extra.receipt.signature)).size).toBe(1);
    expect(responses.map((response) => responsePayment(response).extra.receipt.sequence)).toEqual(
      Array.from({ length: 20 }, () => 1n),
    );
  });

  test('C15 a garbage signature on a voucher that was honoured gets nothing', async () => {
    const channel = await context.openChannel(14, 10n * price);
    await post(gateway, 'secret', await paymentOf(context, channel, price));
    const other = await context.relayer.account.signMessage({ message: 'garbage' });
    for (const signature of [other, `0x${'00'.repeat(64)}1b`, `0x${'ff'.repeat(64)}1c`]) {
      const response = await post(
        gateway,
        'secret',
        await paymentOf(context, channel, price, { payload: { signature } }),
      );
      expect(response.status).toBe(402);
      expect(response.headers.get('PAYMENT-RESPONSE')).toBeNull();
      expect(demandOf(response).requirements.extra.channel).toBeUndefined();
    }
  });

  test('C15 a voucher of a closed channel repeats its answer and buys nothing new', async () => {
    const channel = await context.openChannel(15, 10n * price);
    const payment = await paymentOf(context, channel, price);
    const first = await post(gateway, 'before', payment);
    await gateway.settle();
    const deadline = (await context.now()) + 3_600n;
    const hash = await context.provider.inference.closeWithConsent({ channel, finalAmount: price, deadline });
    await context.provider.inference.waitForTransaction({ hash });
    const repeated = await post(gateway, 'before', payment);
    expect(responsePayment(repeated)).toEqual(responsePayment(first));
    const probe = await paymentOf(context, channel, 9n * price);
    await until(async () => channelStateOf(await post(gateway, 'probe', probe)).status === 'closed');
    const next = await post(gateway, 'after', await paymentOf(context, channel, 2n * price));
    expect(demandOf(next).error).toContain('is closed');
    expect((await post(gateway, 'after', payment)).status).toBe(409);
  });
});

describe('one directory', () => {
  test('a second gateway on it is refused', async () => {
    const { port: _port, ...options } = gateway.options;
    await expect(startTestGateway(context, options)).rejects.toThrow(DirectoryInUseError);
    expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200);
  });

  test('C15 survives a restart with every answer, and refuses another escrow', async () => {
    const channel = await context.openChannel(20, 10n * price);
    const payment = await paymentOf(context, channel, price);
    const before = await post(gateway, 'kept', payment);
    await gateway.stop();
    const { directory } = gateway;
    const elsewhere = { escrow: await context.deploy('InferenceEscrow'), directory };
    await expect(startTestGateway(context, elsewhere)).rejects.toThrow(DirectoryMismatchError);

    gateway = await startTestGateway(context, { directory });
    const after = await post(gateway, 'kept', payment);
    expect(responsePayment(after)).toEqual(responsePayment(before));
    expect(await after.text()).toBe(await before.text());
    const next = await post(gateway, 'more', await paymentOf(context, channel, 2n * price));
    expect(responsePayment(next).extra.receipt.sequence).toBe(2n);
  });
});
