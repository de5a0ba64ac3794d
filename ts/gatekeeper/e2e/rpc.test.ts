import { numberToHex } from 'viem';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SettingsError } from '../../gateway/config.ts';
import { type Anvil, startAnvil } from '../../testing/anvil.ts';
import { ChainUnavailableError } from '../index.ts';
import { type HostileEndpoint, type Lie, startHostileEndpoint } from './hostile.ts';
import {
  bytesOf,
  challengeOf,
  clientOf,
  createVaultContext,
  openSession,
  refusalOf,
  request,
  sealed,
  startTestGatekeeper,
  type TestGatekeeper,
  type VaultContext,
} from './support.ts';

const hour = 3_600n;
const yes = numberToHex(1, { size: 32 });
const no = numberToHex(0, { size: 32 });

/** Opening a database takes seconds where cores are few. */
const startsServer = { timeout: 60_000 };

let anvil: Anvil;
let context: VaultContext;
let endpoints: HostileEndpoint[];
let gatekeeper: TestGatekeeper;

beforeAll(async () => {
  anvil = await startAnvil();
  context = await createVaultContext(import.meta.url, anvil.rpcUrl);
  endpoints = await Promise.all([0, 1, 2].map(() => startHostileEndpoint(anvil.rpcUrl)));
  const clients = endpoints.map(({ url }) => clientOf(url));
  gatekeeper = await startTestGatekeeper(context, { clients, endpointTimeoutSeconds: 1 });
});

afterAll(async () => {
  await gatekeeper.stop();
  for (const endpoint of endpoints) await endpoint.stop();
  await context.remove();
  await anvil.stop();
});

beforeEach(async () => {
  await context.revoke();
  gatekeeper.events.length = 0;
});

afterEach(() => {
  for (const endpoint of endpoints) endpoint.lie(undefined);
});

/** The first endpoints lie, as many as there are lies. */
function lie(...lies: Lie[]): void {
  for (const [index, how] of lies.entries()) endpoints[index]?.lie(how);
}

const answerCalls =
  (answer: string): Lie =>
  ({ method }, result) =>
    method === 'eth_call' ? answer : result;

const changeBlocks =
  (change: (block: Record<string, string>) => Record<string, string>): Lie =>
  ({ method }, result) =>
    method === 'eth_getBlockByNumber' ? { ...(result as object), ...change(result as Record<string, string>) } : result;

/** Its head stays behind, and it knows nothing after that. */
function behind(blocks: bigint): Lie {
  return async ({ method, params, ...call }, result, forward) => {
    if (method !== 'eth_getBlockByNumber' || params[0] !== 'latest') return result;
    const { number } = result as { number: string };
    return forward({ ...call, method, params: [numberToHex(BigInt(number) - blocks), false] });
  };
}

const silent: Lie = () => new Promise(() => undefined);
const failing: Lie = () => {
  throw new Error('out of order');
};

async function requireServed(): Promise<void> {
  const response = await openSession(context, gatekeeper);
  expect((await bytesOf(response)).equals(sealed)).toBe(true);
}

async function requireUnavailable(message: string): Promise<void> {
  const refusal = await refusalOf(await openSession(context, gatekeeper));
  expect(refusal).toEqual({ status: 503, type: 'chain_unavailable', message });
}

async function requireRefused(): Promise<void> {
  const refusal = await refusalOf(await openSession(context, gatekeeper));
  expect(refusal).toMatchObject({ status: 403, type: 'access_not_live' });
}

function ignored(): string[] {
  return gatekeeper.events.flatMap((event) =>
    event.type === 'endpoint_ignored' ? [`${event.endpoint}: ${event.reason}`] : [],
  );
}

describe('I7.6: one of three endpoints', () => {
  test.each([
    ['says yes', answerCalls(yes)],
    ['fails', failing],
    ['is silent', silent],
    ['has another block', changeBlocks(() => ({ hash: `0x${'ee'.repeat(32)}` }))],
    ['has another time', changeBlocks(() => ({ timestamp: '0x1' }))],
    ['is far behind', behind(4n)],
    ['is a little behind', behind(1n)],
  ])('%s: who has no grant is refused, who has one is served', async (_name, how) => {
    await context.mine(5);
    lie(how);
    await requireRefused();
    await context.grant(hour);
    await context.mine(5);
    await requireServed();
  });

  test('says no: who has a grant is served', async () => {
    await context.grant(hour);
    lie(answerCalls(no));
    await requireServed();
    expect(ignored()).toContainEqual(expect.stringMatching(/^0: disagrees on what block \d+ says$/));
  });

  test('pretends to be far ahead: nobody is served, since the others may be behind', async () => {
    await context.grant(hour);
    const { number } = await context.owner.getBlock();
    lie(changeBlocks(() => ({ number: numberToHex(number + 1_000n) })));
    await requireUnavailable(
      '1 of 3 endpoints agree, 2 must: endpoint 2 lags 1000 blocks behind; endpoint 3 lags 1000 blocks behind',
    );
  });

  test('does not know yet of a revocation', async () => {
    await context.grant(hour);
    await context.revoke();
    lie(behind(1n));
    await requireRefused();
  });
});

describe('I7.6: below the quorum nobody is served', () => {
  beforeEach(async () => {
    await context.grant(hour);
    await context.mine(5);
  });

  test('two fail', async () => {
    lie(failing, failing);
    await requireUnavailable('1 of 3 endpoints agree, 2 must: endpoint 1 failed; endpoint 2 failed');
  });

  test('all fail, in a session too', async () => {
    const response = await openSession(context, gatekeeper);
    await response.arrayBuffer();
    lie(failing, failing, failing);
    const session = { 'data-session': response.headers.get('data-session') ?? '' };
    expect(await refusalOf(await request(gatekeeper, context.datasetId, session))).toMatchObject({ status: 503 });
  });

  test('two are far behind', async () => {
    lie(behind(4n), behind(5n));
    await requireUnavailable(
      '1 of 3 endpoints agree, 2 must: endpoint 1 lags 4 blocks behind; endpoint 2 lags 5 blocks behind',
    );
  });

  test('each of two has a block of its own', async () => {
    const own = (digit: string) => changeBlocks(() => ({ hash: `0x${digit.repeat(64)}` }));
    lie(own('a'), own('b'));
    const refusal = await refusalOf(await openSession(context, gatekeeper));
    expect(refusal).toMatchObject({ status: 503, type: 'chain_unavailable' });
    expect(refusal.message).toMatch(/^1 of 3 endpoints agree, 2 must: /);
  });

  test('the challenge is good when the endpoints are back', async () => {
    lie(failing, failing);
    const challenge = await challengeOf(gatekeeper, context.datasetId);
    expect(challenge.datasetId).toBe(context.datasetId);
    await requireUnavailable('1 of 3 endpoints agree, 2 must: endpoint 1 failed; endpoint 2 failed');
    for (const endpoint of endpoints) endpoint.lie(undefined);
    await requireServed();
  });
});

test('I7.6: two quorums that disagree are none', startsServer, async () => {
  const clients = endpoints.slice(0, 2).map(({ url }) => clientOf(url));
  const lax = await startTestGatekeeper(context, { clients, quorum: 1 });
  try {
    lie(answerCalls(yes));
    const refusal = await refusalOf(await openSession(context, lax));
    expect(refusal).toMatchObject({ status: 503, type: 'chain_unavailable' });
  } finally {
    await lax.stop();
  }
});

test('I7.6: an endpoint that stands still is not believed for long', startsServer, async () => {
  const frozen = await startTestGatekeeper(context, { clients: endpoints.map(({ url }) => clientOf(url)) });
  try {
    await context.grant(2n * hour);
    expect((await openSession(context, frozen)).status).toBe(200);
    const { timestamp } = await context.owner.getBlock();
    await context.mineAt(timestamp + 301n);
    const still = changeBlocks(() => ({ timestamp: numberToHex(timestamp) }));
    expect((await openSession(context, frozen)).status).not.toBe(503);
    lie(still, still, still);
    const refusal = await refusalOf(await openSession(context, frozen));
    expect(refusal).toMatchObject({ status: 503, type: 'chain_unavailable' });
    expect(refusal.message).toContain(`endpoint 1 has no block since ${timestamp}`);
  } finally {
    await frozen.stop();
  }
});

describe('V8, I7.6: a revocation that is re-organised', () => {
  test('is believed by the chain as it is now', async () => {
    await context.grant(hour);
    // Challenges end by the time of the last block that was looked at.
    await (await openSession(context, gatekeeper)).arrayBuffer();
    await context.mine(3);
    await context.revoke();
    await requireRefused();
    await context.rpc('anvil_reorg', [1, []]);
    await requireServed();
    await context.revoke();
    await requireRefused();
  });

  test('a grant counts once it is confirmed, a revocation at once', startsServer, async () => {
    const careful = await startTestGatekeeper(context, { confirmations: 2 });
    const statusOf = async () => {
      const response = await openSession(context, careful);
      await response.arrayBuffer();
      return response.status;
    };
    try {
      await context.mine(3);
      await context.grant(hour);
      expect(await statusOf()).toBe(403);
      await context.mine(1);
      expect(await statusOf()).toBe(403);
      await context.mine(1);
      expect(await statusOf()).toBe(200);
      await context.revoke();
      expect(await statusOf()).toBe(403);
    } finally {
      await careful.stop();
    }
  });
});

describe('settings', () => {
  test('an endpoint of another chain', async () => {
    const other = await startAnvil(['--chain-id', '5']);
    try {
      const clients = [clientOf(anvil.rpcUrl), clientOf(other.rpcUrl)];
      await expect(startTestGatekeeper(context, { clients })).rejects.toThrow(
        new SettingsError('chainId=31337: endpoint 2 serves chain 5'),
      );
    } finally {
      await other.stop();
    }
  });

  test('all endpoints are down', async () => {
    lie(failing, failing, failing);
    const clients = endpoints.map(({ url }) => clientOf(url));
    await expect(startTestGatekeeper(context, { clients })).rejects.toThrow(SettingsError);
  });

  test('too few endpoints are up', async () => {
    lie(failing, failing);
    const clients = endpoints.map(({ url }) => clientOf(url));
    await expect(startTestGatekeeper(context, { clients })).rejects.toThrow(ChainUnavailableError);
  });

  test('a quorum of more than there are, another revision, another file', async () => {
    await expect(startTestGatekeeper(context, { quorum: 2 })).rejects.toThrow('quorum=2: there are 1 clients');
    const file = { id: context.datasetId, revision: 2, path: context.path };
    await expect(startTestGatekeeper(context, { datasets: [file] })).rejects.toThrow(
      `datasets: ${context.datasetId}: the file is of revision 2, the chain has 1`,
    );
    const here = { ...file, revision: 1, path: import.meta.filename };
    await expect(startTestGatekeeper(context, { datasets: [here] })).rejects.toThrow("the file's SHA-256 is");
  });
});
