import { numberToHex } from 'viem';
import { readContract } from 'viem/actions';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readArtifact } from '../../deployment/artifact.ts';
import { inferenceEscrowAbi } from '../../generated/contracts.ts';
import { type Channel, encodeVoucherRows } from '../../protocol/index.ts';
import { type Anvil, startAnvil } from '../../testing/anvil.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { type GatewayOptions, type Settlement, SettlementError } from '../index.ts';
import {
  channelStateOf,
  demandOf,
  paymentOf,
  post,
  price,
  removeDirectory,
  startTestGateway,
  type TestGateway,
  temporaryDirectory,
  until,
} from './support.ts';

// One directory for all: opening it again takes a moment, creating it several seconds.
let anvil: Anvil;
let context: TestContext;
let directory: string;
let gateway: TestGateway | undefined;
let salt = 0;

beforeAll(async () => {
  anvil = await startAnvil();
  context = await createTestContext(import.meta.url, anvil.rpcUrl);
  directory = await temporaryDirectory();
});

afterEach(async () => {
  await gateway?.stop();
  gateway = undefined;
});

afterAll(async () => {
  await anvil.stop();
  await removeDirectory(directory);
});

async function start(overrides: Partial<GatewayOptions> = {}): Promise<TestGateway> {
  gateway = await startTestGateway(context, { directory, ...overrides });
  return gateway;
}

function open(inferences = 10n): Promise<Channel> {
  salt += 1;
  return context.openChannel(salt, inferences * price);
}

async function buy(from: TestGateway, channel: Channel, index: bigint): Promise<Response> {
  return post(from, `request ${index}`, await paymentOf(context, channel, index * price));
}

async function buyMany(from: TestGateway, channel: Channel, count: bigint): Promise<void> {
  for (let index = 1n; index <= count; index += 1n) expect((await buy(from, channel, index)).status).toBe(200);
}

async function claimedOf(channel: Channel): Promise<bigint> {
  return (await context.provider.inference.getChannel({ channel })).claimed;
}

async function received(): Promise<bigint> {
  const { abi } = readArtifact('TokenMock');
  const args = [context.provider.account.address];
  return (await readContract(context.provider, {
    abi,
    address: context.token,
    functionName: 'balanceOf',
    args,
  })) as bigint;
}

function settlementsOf({ events }: TestGateway): Settlement[] {
  return events.flatMap((event) => (event.type === 'settled' ? [event.settlement] : []));
}

function node(method: string, params: readonly unknown[]): Promise<unknown> {
  return context.provider.transport.request({ method, params });
}

function transactionCount(blockTag: 'pending' | 'latest'): Promise<number> {
  return context.provider.getTransactionCount({ address: context.provider.account.address, blockTag });
}

async function startClose(channel: Channel): Promise<void> {
  const hash = await context.payer.inference.startClose({ channel });
  await context.payer.inference.waitForTransaction({ hash });
}

/** A voucher that cannot be the next: its refusal tells what the gateway knows. */
async function stateOf(from: TestGateway, channel: Channel) {
  return channelStateOf(await post(from, 'probe', await paymentOf(context, channel, 10_000n * price)));
}

describe('when to settle', () => {
  test('once enough is owed', async () => {
    const running = await start({ settleAmount: 3n * price });
    const channel = await open();
    const before = await received();
    await buyMany(running, channel, 3n);
    await until(() => settlementsOf(running).length === 1);
    expect(settlementsOf(running)[0]).toMatchObject({ status: 'success', rows: 1, settledRows: 1, amount: 3n * price });
    expect(await claimedOf(channel)).toBe(3n * price);
    expect((await received()) - before).toBe(3n * price);
    expect(await running.status()).toMatchObject({ owed: 0n, owedChannels: 0 });
  });

  test('once something has been owed for long', async () => {
    const running = await start({ settleAgeSeconds: 1 });
    const channel = await open();
    await buyMany(running, channel, 1n);
    await until(() => settlementsOf(running).length === 1);
    expect(await claimedOf(channel)).toBe(price);
  });

  test('as soon as notice is given, after which nothing is served', async () => {
    const running = await start();
    const channel = await open(1_000n);
    await buyMany(running, channel, 2n);
    await startClose(channel);
    await until(async () => (await stateOf(running, channel)).status === 'closing');
    await until(async () => (await claimedOf(channel)) === 2n * price);
    const response = await buy(running, channel, 3n);
    expect(response.status).toBe(402);
    expect(demandOf(response).error).toContain('the payer gave notice: the channel closes at');
  });

  test('at the start, what was given notice of meanwhile', async () => {
    const first = await start();
    const channel = await open();
    await buyMany(first, channel, 2n);
    await first.stop();
    await startClose(channel);
    await context.advance(86_400);

    const second = await start();
    await until(() => settlementsOf(second).length === 1);
    expect(await claimedOf(channel)).toBe(2n * price);
  });

  test('when told to, in batches of at most as many rows as it may send', async () => {
    const running = await start({ maxBatchRows: 2 });
    for (const channel of [await open(), await open(), await open()]) await buyMany(running, channel, 1n);
    const settlements = await running.settle();
    expect(settlements.map(({ rows, settledRows, amount }) => ({ rows, settledRows, amount }))).toEqual([
      { rows: 2, settledRows: 2, amount: 2n * price },
      { rows: 1, settledRows: 1, amount: price },
    ]);
    expect((await running.status()).settlements).toEqual(expect.arrayContaining(settlements));
    expect(await running.settle()).toEqual([]);
  });
});

describe('what may go wrong', () => {
  test('a voucher that someone else settled is not sent again', async () => {
    const running = await start();
    const channel = await open();
    await buyMany(running, channel, 2n);
    const cumulativeAmount = 2n * price;
    const signature = await context.signer.inference.signVoucher({ channel, cumulativeAmount });
    const { receiver, token } = channel;
    const vouchers = [{ salt: channel.salt, cumulativeAmount, signature }];
    const hash = await context.relayer.inference.settle({ receiver, token, vouchers });
    await context.relayer.inference.waitForTransaction({ hash });
    await until(async () => (await running.status()).owed === 0n);
    expect(await running.settle()).toEqual([]);
    expect((await buy(running, channel, 3n)).status).toBe(200);
    expect(await running.settle()).toMatchObject([{ rows: 1, amount: price }]);
  });

  test('a settlement that someone else overtakes counts nothing twice', async () => {
    const running = await start();
    const channel = await open();
    await buyMany(running, channel, 1n);
    const before = await received();
    const signature = await context.signer.inference.signVoucher({ channel, cumulativeAmount: price });
    const { receiver, token } = channel;
    const vouchers = encodeVoucherRows([{ salt: channel.salt, cumulativeAmount: price, signature }]);

    await node('evm_setAutomine', [false]);
    const fee = 10n ** 12n;
    await context.relayer.writeContract({
      abi: inferenceEscrowAbi,
      address: context.escrow,
      functionName: 'settle',
      args: [receiver, token, vouchers],
      maxFeePerGas: fee,
      maxPriorityFeePerGas: fee,
    });
    const settling = running.settle();
    await until(async () => (await transactionCount('pending')) > (await transactionCount('latest')));
    await node('evm_mine', []);
    const settlements = await settling;
    await node('evm_setAutomine', [true]);

    expect(settlements).toMatchObject([{ status: 'success', rows: 1, settledRows: 0, amount: 0n }]);
    expect((await received()) - before).toBe(price);
    expect((await running.status()).owed).toBe(0n);
  });

  test('what a token does not confirm is posted, and waits in the escrow', async () => {
    const running = await start();
    const channel = await open();
    await buyMany(running, channel, 2n);
    const { provider, token } = context;
    const code = await provider.getCode({ address: token });
    const quiet = await context.deploy('NoRevertToken', [], 'ReturnValueTokens');
    await node('anvil_setCode', [token, await provider.getCode({ address: quiet })]);
    await context.call(
      provider,
      'NoRevertToken',
      token,
      'setBlocked',
      [provider.account.address, true],
      'ReturnValueTokens',
    );

    const settlements = await running.settle();
    await node('anvil_setCode', [token, code]);
    expect(settlements).toMatchObject([{ status: 'success', settledRows: 1, amount: 2n * price }]);
    expect(await claimedOf(channel)).toBe(2n * price);
    expect(await provider.ledger.getBalance({ account: provider.account.address, token })).toBe(2n * price);
  });

  test('a settlement that fails is tried again', async () => {
    const running = await start({ settleAmount: price });
    const balance = await node('eth_getBalance', [context.provider.account.address, 'latest']);
    await node('anvil_setBalance', [context.provider.account.address, '0x0']);
    const channel = await open();
    await buyMany(running, channel, 1n);
    await until(() => running.events.some(({ type }) => type === 'settlement_failed'));
    expect(await claimedOf(channel)).toBe(0n);
    expect((await buy(running, channel, 2n)).status).toBe(200);

    await node('anvil_setBalance', [context.provider.account.address, balance]);
    await until(() => settlementsOf(running).length === 1);
    expect(await claimedOf(channel)).toBe(2n * price);
  });

  test('a settlement that a re-organisation undid is sent again', async () => {
    const running = await start({ finality: 3 });
    const channel = await open();
    await node('anvil_mine', [numberToHex(3)]);
    await buyMany(running, channel, 1n);
    await running.settle();
    expect(await claimedOf(channel)).toBe(price);

    await node('anvil_reorg', [1, []]);
    expect(await claimedOf(channel)).toBe(0n);
    await until(async () => (await running.status()).owed === price);
    await running.settle();
    expect(await claimedOf(channel)).toBe(price);
  });
});

describe('what counts as final', () => {
  test('an opening and a top-up count once they have their confirmations', async () => {
    const running = await start({ finality: 3 });
    const channel = await open(1n);
    const early = await buy(running, channel, 1n);
    expect(early.status).toBe(402);
    expect(demandOf(early).error).toContain('is not final yet');

    await node('anvil_mine', [numberToHex(2)]);
    await until(async () => (await buy(running, channel, 1n)).status === 200);

    await context.fund(context.payer, price);
    const hash = await context.payer.inference.topUp({ channel, amount: price });
    await context.payer.inference.waitForTransaction({ hash });
    const unfunded = await buy(running, channel, 2n);
    expect(demandOf(unfunded).error).toBe(`the voucher owes ${2n * price}; the channel holds ${price} that is final`);
    await node('anvil_mine', [numberToHex(2)]);
    await until(async () => (await buy(running, channel, 2n)).status === 200);
  });

  test('by default only the finalized block counts', async () => {
    const running = await start({ finality: 'finalized' });
    const channel = await open();
    expect(demandOf(await buy(running, channel, 1n)).error).toContain('is not final yet');
    await node('anvil_mine', [numberToHex(64)]);
    await until(async () => (await buy(running, channel, 1n)).status === 200);
  });

  test('a channel with too short a notice period is refused', async () => {
    const running = await start({ minimumNoticeSeconds: 86_401 });
    const refused = await buy(running, await open(), 1n);
    expect(demandOf(refused).error).toBe("the channel's notice period is 86400 seconds; this gateway asks for 86401");
  });
});

describe('without the chain', () => {
  test('known channels are served, unknown ones are told to come back, and nothing is lost', async () => {
    const running = await start();
    const known = await open();
    const unknown = await open();
    await buyMany(running, known, 1n);
    const payments = await Promise.all([paymentOf(context, known, 2n * price), paymentOf(context, unknown, price)]);
    await anvil.stop();
    await until(() => running.events.some(({ type }) => type === 'poll_failed'));
    const [served, refused] = await Promise.all(payments.map((payment) => post(running, 'request', payment)));
    expect(served?.status).toBe(200);
    expect(refused?.status).toBe(503);
    expect(await refused?.json()).toEqual({
      error: { type: 'chain_unavailable', message: 'the chain cannot be read; try again' },
    });
    await expect(running.settle()).rejects.toThrow(SettlementError);
    expect((await running.status()).owed).toBeGreaterThanOrEqual(2n * price);
  });
});
