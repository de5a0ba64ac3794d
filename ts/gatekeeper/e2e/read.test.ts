import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Hex, hashTypedData, recoverAddress } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../../gateway/e2e/support.ts';
import { dataVaultAbi } from '../../generated/contracts.ts';
import { type Anvil, startAnvil } from '../../testing/anvil.ts';
import { deployWallet } from '../../testing/wallet.ts';
import { dataReadTypedData } from '../protocol.ts';
import {
  bytesOf,
  challengeOf,
  createVaultContext,
  openSession,
  refusalOf,
  request,
  type SignParts,
  sealed,
  sealedHash,
  sha256,
  signedHeader,
  startTestGatekeeper,
  type TestGatekeeper,
  type VaultContext,
} from './support.ts';

/** In 2001: this machine's clock is far ahead of the chain's. */
const chainStart = 1_000_000_000;
const hour = 3_600n;

/** Opening a database takes seconds where cores are few. */
const startsServer = { timeout: 60_000 };

let anvil: Anvil;
let context: VaultContext;
let gatekeeper: TestGatekeeper;
let otherDataset: Hex;

beforeAll(async () => {
  anvil = await startAnvil(['--timestamp', String(chainStart)]);
  context = await createVaultContext(import.meta.url, anvil.rpcUrl);
  otherDataset = await context.register(2);
  const datasets = [context.datasetId, otherDataset].map((id) => ({ id, revision: 1, path: context.path }));
  gatekeeper = await startTestGatekeeper(context, { datasets });
});

afterAll(async () => {
  await gatekeeper.stop();
  await context.remove();
  await anvil.stop();
});

beforeEach(async () => {
  await context.revoke();
});

async function sessionOf(response: Response): Promise<Record<string, string>> {
  await response.arrayBuffer();
  return { 'data-session': response.headers.get('data-session') ?? '' };
}

/** Challenges end by the time of the last block that was looked at: this looks at one. */
async function seeTime(): Promise<void> {
  await (await openSession(context, gatekeeper)).arrayBuffer();
}

describe('who has a live grant', () => {
  test('is served the sealed file', async () => {
    await context.grant(hour);
    const response = await openSession(context, gatekeeper);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'accept-ranges': 'bytes',
      'content-length': `${sealed.length}`,
      'content-type': 'application/octet-stream',
      etag: `"${sealedHash}"`,
    });
    expect((await bytesOf(response)).equals(sealed)).toBe(true);
  });

  test('is told by HEAD what it would be served, and nothing more', async () => {
    await context.grant(hour);
    const before = (await gatekeeper.receipts(context)).length;
    const challenge = await challengeOf(gatekeeper, context.datasetId);
    const headers = { 'data-read': await signedHeader(context, challenge) };
    const response = await request(gatekeeper, context.datasetId, headers, 'HEAD');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe(`${sealed.length}`);
    expect(await bytesOf(response)).toHaveLength(0);
    expect(await gatekeeper.receipts(context)).toHaveLength(before);
    const session = { 'data-session': response.headers.get('data-session') ?? '', range: 'bytes=0-3' };
    expect((await request(gatekeeper, context.datasetId, session)).status).toBe(206);
  });

  test.each([
    ['bytes=0-0', 0, 1],
    ['bytes=1000-200000', 1_000, 200_001],
    ['bytes=300006-', 300_006, 300_007],
    ['bytes=299999-400000', 299_999, 300_007],
    ['bytes=-7', 300_000, 300_007],
  ])('is served %s', async (range, start, end) => {
    await context.grant(hour);
    const response = await openSession(context, gatekeeper, { range });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/${sealed.length}`);
    expect(response.headers.get('content-length')).toBe(`${end - start}`);
    expect((await bytesOf(response)).equals(sealed.subarray(start, end))).toBe(true);
  });

  test('is refused a range outside of the file', async () => {
    await context.grant(hour);
    const response = await openSession(context, gatekeeper, { range: 'bytes=300007-' });
    expect(response.headers.get('content-range')).toBe('bytes */300007');
    expect(await refusalOf(response)).toMatchObject({ status: 416, type: 'range_not_satisfiable' });
  });

  test('is served all where another file was being read', async () => {
    await context.grant(hour);
    const headers = { range: 'bytes=0-9', 'if-range': '"another"' };
    const response = await openSession(context, gatekeeper, headers);
    expect(response.status).toBe(200);
    expect(await bytesOf(response)).toHaveLength(sealed.length);
  });

  test('needs one signature for many ranges, and each leaves a receipt that the owner can show', async () => {
    await context.grant(hour);
    const before = (await gatekeeper.receipts(context)).length;
    const first = await openSession(context, gatekeeper, { range: 'bytes=0-99' });
    const session = await sessionOf(first);
    for (const range of ['bytes=100-199', 'bytes=200-']) {
      const response = await request(gatekeeper, context.datasetId, { ...session, range });
      expect(response.status).toBe(206);
      await response.arrayBuffer();
    }
    const receipts = (await gatekeeper.receipts(context)).slice(before);
    expect(receipts.map(({ range, sentBytes }) => [range.start, range.end, sentBytes])).toEqual([
      [0, 99, 100],
      [100, 199, 100],
      [200, 300_006, 299_807],
    ]);
    const { number, hash, timestamp } = await context.owner.getBlock();
    for (const { signature, range: _range, sentBytes: _sent, block, ...read } of receipts) {
      expect(block).toEqual({ number, hash, timestamp });
      const typedData = dataReadTypedData({ chainId: context.chain.id, vault: context.vault }, read);
      expect(await recoverAddress({ hash: hashTypedData(typedData), signature })).toBe(
        context.researcher.account.address,
      );
    }
  });

  test('may be a contract account, by ERC-1271', async () => {
    const wallet = await deployWallet(context.owner, context.researcher.account.address);
    await context.grant(hour, { who: wallet });
    const read = { read: { researcher: wallet } };
    const response = await openSession(context, gatekeeper, {}, read);
    expect((await bytesOf(response)).equals(sealed)).toBe(true);
    const stranger = { ...read, signer: context.signer.account };
    expect(await refusalOf(await openSession(context, gatekeeper, {}, stranger))).toMatchObject({
      status: 403,
      type: 'signature_invalid',
    });
  });
});

describe('a reader that leaves or stalls', () => {
  test('leaves a receipt over what was sent', async () => {
    await context.grant(hour);
    const before = (await gatekeeper.receipts(context)).length;
    const reader = (await openSession(context, gatekeeper)).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    let sent: number | undefined;
    await until(async () => {
      sent = (await gatekeeper.receipts(context))[before]?.sentBytes;
      return sent !== undefined;
    });
    expect(sent).toBeGreaterThan(0);
    expect(sent).toBeLessThanOrEqual(sealed.length);
  });

  test('does not hold up the end for longer than a request may take', startsServer, async () => {
    const path = join(context.folder, 'large.sealed');
    const large = Buffer.alloc(32 * 1_024 * 1_024, 7);
    await writeFile(path, large);
    const id = await context.register(3, sha256(large));
    const brief = await startTestGatekeeper(context, {
      datasets: [{ id, revision: 1, path }],
      requestTimeoutSeconds: 1,
    });
    await context.grant(hour, { datasetId: id });
    const signed = await signedHeader(context, await challengeOf(brief, id));
    const response = await request(brief, id, { 'data-read': signed });
    expect(response.status).toBe(200);
    await brief.stop();
    await expect(response.arrayBuffer()).rejects.toThrow('terminated');
  });
});

describe('V1: an expiry is by the chain, whatever this machine says', () => {
  test.each([
    [-1n, 200],
    [0n, 403],
    [1n, 403],
  ])('at the expiry %s seconds: %s', async (offset, status) => {
    const expiry = await context.grant(hour);
    await context.mineAt(expiry + offset);
    await seeTime();
    const response = await openSession(context, gatekeeper);
    if (status === 200) expect((await bytesOf(response)).equals(sealed)).toBe(true);
    else expect(await refusalOf(response)).toMatchObject({ status, type: 'access_not_live' });
  });

  test.each([
    [-1n, 206],
    [0n, 403],
    [1n, 403],
  ])('in a session, at the expiry %s seconds: %s', async (offset, status) => {
    const expiry = await context.grant(300n);
    const session = { ...(await sessionOf(await openSession(context, gatekeeper))), range: 'bytes=0-9' };
    await context.mineAt(expiry + offset);
    for (const method of ['GET', 'HEAD']) {
      const response = await request(gatekeeper, context.datasetId, session, method);
      expect(response.status).toBe(status);
      if (status === 403 && method === 'GET') {
        expect(await refusalOf(response)).toMatchObject({ type: 'access_not_live' });
      }
    }
  });
});

describe('V6: who lost access is refused at once', () => {
  test('by a revocation, before and in a session', async () => {
    await context.grant(hour);
    const session = await sessionOf(await openSession(context, gatekeeper));
    await context.revoke();
    for (const response of [
      await request(gatekeeper, context.datasetId, session),
      await openSession(context, gatekeeper),
    ]) {
      expect(await refusalOf(response)).toMatchObject({ status: 403, type: 'access_not_live' });
    }
  });

  test('by a transaction that is mined, not by one that waits', async () => {
    await context.grant(hour);
    const session = await sessionOf(await openSession(context, gatekeeper));
    await context.rpc('evm_setAutomine', [false]);
    try {
      const revocation = {
        functionName: 'revokeAccess',
        args: [context.researcher.account.address, context.datasetId],
      };
      await context.owner.writeContract({ abi: dataVaultAbi, address: context.vault, ...revocation } as never);
      expect((await bytesOf(await request(gatekeeper, context.datasetId, session))).equals(sealed)).toBe(true);
    } finally {
      await context.rpc('evm_setAutomine', [true]);
    }
    await context.mine(1);
    const response = await request(gatekeeper, context.datasetId, session);
    expect(await refusalOf(response)).toMatchObject({ status: 403, type: 'access_not_live' });
  });

  test('by revokeAll', async () => {
    await context.grant(hour);
    const session = await sessionOf(await openSession(context, gatekeeper));
    await context.send(context.owner, 'revokeAll', [context.datasetId]);
    const response = await request(gatekeeper, context.datasetId, session);
    expect(await refusalOf(response)).toMatchObject({ status: 403, type: 'access_not_live' });
  });

  test('in the middle of a long read', startsServer, async () => {
    const watchful = await startTestGatekeeper(context, { recheckBytes: 65_536 });
    try {
      await context.grant(hour);
      const response = await openSession(context, watchful);
      const reader = response.body?.getReader();
      const first = await reader?.read();
      expect(first?.value?.length).toBeGreaterThan(0);
      await context.revoke();
      let received = first?.value?.length ?? 0;
      const rest = async () => {
        for (;;) {
          const next = await reader?.read();
          if (!next || next.done) return;
          received += next.value.length;
        }
      };
      await expect(rest()).rejects.toThrow('terminated');
      expect(received).toBeLessThan(sealed.length);
      expect(watchful.events).toContainEqual(expect.objectContaining({ type: 'read_cut' }));
    } finally {
      await watchful.stop();
    }
  });
});

describe('I7.6: a signature is for one read', () => {
  test('a nonce is used once', async () => {
    await context.grant(hour);
    const header = await signedHeader(context, await challengeOf(gatekeeper, context.datasetId));
    expect((await request(gatekeeper, context.datasetId, { 'data-read': header })).status).toBe(200);
    const again = await request(gatekeeper, context.datasetId, { 'data-read': header });
    expect(await refusalOf(again)).toMatchObject({ status: 409, type: 'challenge_replayed' });
  });

  test('20 times at once is served once', async () => {
    await context.grant(hour);
    const header = await signedHeader(context, await challengeOf(gatekeeper, context.datasetId));
    const reads = Array.from({ length: 10 }, () => request(gatekeeper, context.datasetId, { 'data-read': header }));
    const statuses = (await Promise.all(reads)).map(({ status }) => status).toSorted();
    expect(statuses).toEqual([200, ...Array.from({ length: 9 }, () => 409)]);
  });

  test('nonces, sessions and receipts survive a restart', startsServer, async () => {
    const first = await startTestGatekeeper(context, { publicHost: 'data.example' });
    await context.grant(hour);
    const [used, unused] = await Promise.all(
      [0, 1].map(async () => signedHeader(context, await challengeOf(first, context.datasetId))),
    );
    const served = await request(first, context.datasetId, { 'data-read': used ?? '' });
    const session = await sessionOf(served);
    const receipts = await first.receipts(context);
    await first.stop();
    const second = await startTestGatekeeper(context, first.options);
    try {
      expect(receipts).toHaveLength(1);
      expect(await second.receipts(context)).toEqual(receipts);
      const again = await request(second, context.datasetId, { 'data-read': used ?? '' });
      expect(await refusalOf(again)).toMatchObject({ status: 409, type: 'challenge_replayed' });
      expect((await request(second, context.datasetId, { 'data-read': unused ?? '' })).status).toBe(200);
      expect((await request(second, context.datasetId, session)).status).toBe(200);
    } finally {
      await second.stop();
    }
  });
});

describe('V8: with a clock that is wrong', () => {
  test.each([
    [-1n, 200],
    [0n, 401],
  ])('a challenge ends by the chain: at its end %s seconds, %s', async (offset, status) => {
    await context.grant(hour);
    await sessionOf(await openSession(context, gatekeeper));
    const challenge = await challengeOf(gatekeeper, context.datasetId);
    await context.mineAt(challenge.expiresAt + offset);
    const header = await signedHeader(context, challenge);
    const response = await request(gatekeeper, context.datasetId, { 'data-read': header });
    expect(response.status).toBe(status);
    if (status !== 200) expect(await refusalOf(response)).toMatchObject({ type: 'challenge_expired' });
  });

  test.each([
    [599n, 200],
    [600n, 401],
  ])('a session ends by the chain: after %s seconds, %s', async (seconds, status) => {
    await context.grant(hour);
    const session = await sessionOf(await openSession(context, gatekeeper));
    await context.mineAt((await context.now()) + seconds);
    const response = await request(gatekeeper, context.datasetId, session);
    expect(response.status).toBe(status);
    if (status !== 200) expect(await refusalOf(response)).toMatchObject({ type: 'session_expired' });
  });
});

describe('I7.6: refused without a byte of the sealed file', () => {
  const refusals: [string, (context: VaultContext) => SignParts, number, string][] = [
    ['signed for another host', () => ({ read: { host: 'evil.example' } }), 403, 'host_mismatch'],
    ['shown for another host', () => ({ shown: { host: 'evil.example' } }), 403, 'host_mismatch'],
    ['signed for another host, and the host is changed', () => hostChanged(), 403, 'signature_invalid'],
    ['for another dataset', () => ({ read: { datasetId: otherDataset } }), 403, 'dataset_mismatch'],
    ['for another revision', () => ({ read: { revision: 2 } }), 403, 'revision_mismatch'],
    ['with a nonce of its own', () => ({ read: { nonce: `0x${'ab'.repeat(32)}` } }), 401, 'challenge_unknown'],
    ['with a later end', () => ({ read: { expiresAt: 2n ** 63n } }), 401, 'challenge_unknown'],
    ['by a stranger', ({ signer }) => ({ signer: signer.account }), 403, 'access_not_live'],
    [
      'by a stranger for the researcher',
      ({ signer, researcher }) => ({ signer: signer.account, read: { researcher: researcher.account.address } }),
      403,
      'signature_invalid',
    ],
    [
      'with the researcher swapped',
      ({ signer }) => ({ shown: { researcher: signer.account.address } }),
      403,
      'signature_invalid',
    ],
    ['with a signature that is none', () => ({ shown: { signature: '0x00' } }), 403, 'signature_invalid'],
    ['with a field that is none', () => ({ shown: { revision: -1 } }), 400, 'read_malformed'],
  ];

  function hostChanged(): SignParts {
    return { read: { host: 'evil.example' }, shown: { host: new URL(gatekeeper.url).host } };
  }

  test.each(refusals)('%s', async (_name, parts, status, type) => {
    await context.grant(hour);
    const before = (await gatekeeper.receipts(context)).length;
    const response = await openSession(context, gatekeeper, {}, parts(context));
    expect(await refusalOf(response)).toMatchObject({ status, type });
    expect(await gatekeeper.receipts(context)).toHaveLength(before);
  });

  test('without a challenge, and with a session of nobody', async () => {
    await context.grant(hour);
    expect(await refusalOf(await request(gatekeeper, context.datasetId, {}))).toMatchObject({
      status: 401,
      type: 'challenge_required',
    });
    const invented = await request(gatekeeper, context.datasetId, { 'data-session': 'invented' });
    expect(await refusalOf(invented)).toMatchObject({ status: 401, type: 'session_unknown' });
  });

  test('with a session of another dataset', async () => {
    await context.grant(hour);
    await context.grant(hour, { datasetId: otherDataset });
    const session = await sessionOf(await openSession(context, gatekeeper));
    const response = await request(gatekeeper, otherDataset, session);
    expect(await refusalOf(response)).toMatchObject({ status: 403, type: 'dataset_mismatch' });
  });

  test('what is not served, a header that is too long, a body that is too long', async () => {
    const unknown: Hex = `0x${'00'.repeat(32)}`;
    expect(await refusalOf(await request(gatekeeper, unknown, {}))).toMatchObject({ status: 404 });
    const path = `${gatekeeper.url}/v1/datasets/..%2f..%2fdata.sealed`;
    expect(await refusalOf(await fetch(path))).toMatchObject({ status: 404, type: 'dataset_unknown' });
    const long = { 'data-read': 'A'.repeat(9_000) };
    expect(await refusalOf(await request(gatekeeper, context.datasetId, long))).toMatchObject({ status: 431 });
    const body = 'x'.repeat(70_000);
    const posted = await fetch(`${gatekeeper.url}/v1/challenge`, { method: 'POST', body });
    expect(await refusalOf(posted)).toMatchObject({ status: 413, type: 'body_too_large' });
  });

  test('health', async () => {
    expect(await (await fetch(`${gatekeeper.url}/healthz`)).json()).toEqual({ status: 'ok' });
  });
});

test('V1: a chain that is far ahead of this machine is believed too', async () => {
  await context.mineAt(4_102_444_800n);
  const expiry = await context.grant(hour);
  await seeTime();
  expect((await bytesOf(await openSession(context, gatekeeper))).equals(sealed)).toBe(true);
  await context.mineAt(expiry);
  await seeTime();
  const refused = await openSession(context, gatekeeper);
  expect(await refusalOf(refused)).toMatchObject({ status: 403, type: 'access_not_live' });
});
