import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Channel } from '../../protocol/index.ts';
import type { PaymentResponse } from '../../protocol/x402/index.ts';
import { createTestContext, type TestContext, testKey } from '../../testing/context.ts';
import {
  paymentOf,
  post,
  price,
  removeDirectory,
  responsePayment,
  startTestGateway,
  temporaryDirectory,
} from './support.ts';

const child = fileURLToPath(new URL('./child.ts', import.meta.url));
const channelCount = 6;
const answersBeforeKill = 30;

/** An answer that reached the client. */
type Answered = { channel: Channel; input: string; payment: string; response: PaymentResponse; body: string };

let context: TestContext;
let directory: string;
let channels: Channel[];
const children = new Set<ChildProcess>();

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
  directory = await temporaryDirectory();
  channels = [];
  for (let salt = 0; salt < channelCount; salt += 1) channels.push(await context.openChannel(salt, 10_000n * price));
});

afterAll(async () => {
  for (const process of children) process.kill('SIGKILL');
  await removeDirectory(directory);
});

/** Starts a gateway in another process; resolves when it listens. */
async function startChild(modelMilliseconds: number): Promise<{ url: string; kill: () => Promise<void> }> {
  const environment = {
    TALLYSTICK_CHAIN_ID: String(context.chain.id),
    TALLYSTICK_ESCROW: context.escrow,
    TALLYSTICK_TOKEN: context.token,
    TALLYSTICK_PRICE: String(price),
    TALLYSTICK_DIRECTORY: directory,
    TALLYSTICK_FINALITY: '1',
    TALLYSTICK_MINIMUM_NOTICE_SECONDS: '86400',
    TALLYSTICK_SETTLE_BEFORE_CLOSE_SECONDS: '43200',
    TALLYSTICK_POLL_SECONDS: '0.1',
    TALLYSTICK_SETTLE_AMOUNT: String(10n ** 18n),
    RPC_URL: context.rpcUrl,
    PROVIDER_KEY: testKey(import.meta.url, 'provider'),
    MODEL_MILLISECONDS: String(modelMilliseconds),
  };
  const process_ = spawn(process.execPath, ['--import', 'tsx', child], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(process_);
  const exited = once(process_, 'exit');
  for await (const url of createInterface({ input: process_.stdout })) {
    process_.stdout.resume();
    return {
      url,
      kill: async () => {
        process_.kill('SIGKILL');
        await exited;
        children.delete(process_);
      },
    };
  }
  throw new Error('the gateway ended before it listened');
}

/** Buys on `channel` from voucher `first` on, one after the other, until the gateway is gone. */
async function buyUntilGone(
  gateway: { url: string },
  channel: Channel,
  first: bigint,
  onAnswer: (answered: Answered) => void,
): Promise<void> {
  for (let index = first; ; index += 1n) {
    const input = `channel ${channel.salt} request ${index}`;
    const payment = await paymentOf(context, channel, index * price);
    let response: Response;
    let body: string;
    try {
      response = await post(gateway, input, payment);
      body = await response.text();
    } catch (error) {
      expect(error).toBeInstanceOf(TypeError);
      return;
    }
    expect(response.status).toBe(200);
    onAnswer({ channel, input, payment, response: responsePayment(response), body });
  }
}

/** Loads all channels and kills the gateway once it has given enough answers. */
async function killUnderLoad(gateway: { url: string; kill: () => Promise<void> }, answered: Answered[]): Promise<void> {
  const enough = answered.length + answersBeforeKill;
  let killed: Promise<void> | undefined;
  await Promise.all(
    channels.map((channel) => {
      const highest = answered.filter((answer) => answer.channel === channel).at(-1)?.response.extra.receipt;
      return buyUntilGone(gateway, channel, (highest?.cumulativeAmount ?? 0n) / price + 1n, (answer) => {
        answered.push(answer);
        if (answered.length >= enough) killed ??= gateway.kill();
      });
    }),
  );
  await killed;
}

async function repeatEach(gateway: { url: string }, answered: readonly Answered[]): Promise<void> {
  for (const { input, payment, response, body } of answered) {
    const repeated = await post(gateway, input, payment);
    expect(repeated.status).toBe(200);
    expect(responsePayment(repeated)).toEqual(response);
    expect(await repeated.text()).toBe(body);
  }
}

test('C15 SIGKILL under load loses no answered voucher, honours none twice, and a plain restart goes on', async () => {
  const answered: Answered[] = [];
  await killUnderLoad(await startChild(5), answered);
  await killUnderLoad(await startChild(5), answered);

  const gateway = await startTestGateway(context, { directory });
  await repeatEach(gateway, answered);

  // What was under way when the process died may have been recorded without reaching the client: at most one a channel.
  const answeredPerChannel = channels.map((channel) => answered.filter((answer) => answer.channel === channel).length);
  const sequences = await Promise.all(
    channels.map(async (channel, index) => {
      const next = BigInt(answeredPerChannel[index] ?? 0) + 1n;
      const payment = await paymentOf(context, channel, next * price);
      return responsePayment(await post(gateway, `channel ${channel.salt} request ${next}`, payment)).extra.receipt
        .sequence;
    }),
  );
  expect(sequences).toEqual(answeredPerChannel.map((count) => BigInt(count) + 1n));

  await gateway.settle();
  for (const [index, channel] of channels.entries()) {
    const { claimed } = await context.provider.inference.getChannel({ channel });
    expect(claimed).toBe((sequences[index] ?? 0n) * price);
  }
  await gateway.stop();
}, 60_000);
