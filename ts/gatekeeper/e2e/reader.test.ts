import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Anvil, startAnvil } from '../../testing/anvil.ts';
import {
  AnswerInvalidError,
  ChallengeInvalidError,
  CiphertextMismatchError,
  createReader,
  OutputTakenError,
  ReadCutError,
  type Reader,
  type ReaderOptions,
  ReadRefusedError,
} from '../index.ts';
import { type Between, startBetween } from './between.ts';
import {
  bytesOf,
  clientOf,
  createVaultContext,
  namesIn,
  sealed,
  sealedHash,
  startTestGatekeeper,
  type TestGatekeeper,
  type VaultContext,
} from './support.ts';

const hour = 3_600n;

let anvil: Anvil;
let context: VaultContext;
let between: Between;
let gatekeeper: TestGatekeeper;
let folder: string;
let output: string;

beforeAll(async () => {
  anvil = await startAnvil();
  context = await createVaultContext(import.meta.url, anvil.rpcUrl);
  between = await startBetween();
  gatekeeper = await startTestGatekeeper(context, { publicHost: between.host, sessionSeconds: 60 });
});

afterAll(async () => {
  await gatekeeper.stop();
  await between.stop();
  await context.remove();
  await anvil.stop();
});

beforeEach(async () => {
  folder = await mkdtemp(join(context.folder, 'reader-'));
  output = join(folder, 'data.sealed');
  between.to(gatekeeper.url);
  between.tamper();
  between.requests.length = 0;
  await context.grant(hour);
});

function readerOf(overrides: Partial<ReaderOptions> = {}): Reader {
  return createReader({
    chainId: context.chain.id,
    vault: context.vault,
    account: context.researcher.account,
    client: clientOf(context.rpcUrl),
    ...overrides,
  });
}

function source(url = between.url) {
  return { url, datasetId: context.datasetId };
}

describe('download', () => {
  test('writes the sealed file', async () => {
    const download = await readerOf().download({ ...source(), output });
    expect(download).toEqual({ size: sealed.length, ciphertextHash: sealedHash, revision: 1 });
    expect((await readFile(output)).equals(sealed)).toBe(true);
    expect(await namesIn(folder)).toEqual(['data.sealed']);
  });

  test('takes up where the connection was cut, with one signature', async () => {
    between.tamper({ cutAfter: 70_000 }, { cutAfter: 1 }, { cutAfter: 99_999 });
    await readerOf().download({ ...source(), output });
    expect((await readFile(output)).equals(sealed)).toBe(true);
    const file = `GET /v1/datasets/${context.datasetId}`;
    expect(between.requests).toEqual([
      'GET /v1/challenge',
      file,
      `${file} bytes=70000-300006`,
      `${file} bytes=70001-300006`,
      `${file} bytes=170000-300006`,
    ]);
  });

  test('ends when it was cut too often, and leaves nothing', async () => {
    between.tamper(...Array.from({ length: 10 }, () => ({ cutAfter: 10 })));
    await expect(readerOf({ maxResumes: 3 }).download({ ...source(), output })).rejects.toThrow(ReadCutError);
    expect(await namesIn(folder)).toEqual([]);
  });

  test.each([
    ['a flipped bit', (body: Buffer) => Buffer.concat([Buffer.from([(body[0] ?? 0) ^ 1]), body.subarray(1)])],
    ['swapped halves', (body: Buffer) => Buffer.concat([body.subarray(150_000), body.subarray(0, 150_000)])],
  ])('%s: refused by the hash that the chain has, and nothing is left', async (_name, change) => {
    between.tamper({ change });
    await expect(readerOf().download({ ...source(), output })).rejects.toThrow(CiphertextMismatchError);
    expect(await namesIn(folder)).toEqual([]);
  });

  test('another file in the middle of it', async () => {
    between.tamper({ cutAfter: 1_000 }, { headers: { etag: '"another"' } });
    await expect(readerOf().download({ ...source(), output })).rejects.toThrow(
      new AnswerInvalidError('the file changed while it was read, at byte 1000'),
    );
    expect(await namesIn(folder)).toEqual([]);
  });

  test('revoked between two parts: the rest is refused, and nothing is left', async () => {
    const revoking: typeof fetch = async (input, init) => {
      if (new Headers(init?.headers).has('range')) await context.revoke();
      return fetch(input, init);
    };
    between.tamper({ cutAfter: 1_000 });
    const download = readerOf({ fetch: revoking }).download({ ...source(), output });
    await expect(download).rejects.toThrow(ReadRefusedError);
    await expect(download).rejects.toMatchObject({ status: 403, type: 'access_not_live' });
    expect(await namesIn(folder)).toEqual([]);
  });

  test('does not touch a file that is there', async () => {
    await writeFile(output, 'mine');
    await expect(readerOf().download({ ...source(), output })).rejects.toThrow(OutputTakenError);
    expect(await readFile(output, 'utf8')).toBe('mine');
    expect(between.requests).toEqual([]);
  });

  test('without a grant', async () => {
    await context.revoke();
    await expect(readerOf().download({ ...source(), output })).rejects.toMatchObject({ type: 'access_not_live' });
    expect(await namesIn(folder)).toEqual([]);
  });
});

describe('fetch', () => {
  test('a range, and another one in the same session', async () => {
    const reader = readerOf();
    for (const range of [
      { start: 5, end: 9 },
      { start: 300_000, end: 300_006 },
    ]) {
      const response = await reader.fetch({ ...source(), range });
      expect(response.status).toBe(206);
      expect((await bytesOf(response)).equals(sealed.subarray(range.start, range.end + 1))).toBe(true);
    }
    expect(between.requests.filter((line) => line.includes('challenge'))).toHaveLength(1);
  });

  test('signs again when the session has ended', async () => {
    const reader = readerOf();
    await bytesOf(await reader.fetch(source()));
    await context.mineAt((await context.now()) + 61n);
    expect((await bytesOf(await reader.fetch(source()))).equals(sealed)).toBe(true);
    expect(between.requests.filter((line) => line.includes('challenge'))).toHaveLength(2);
  });

  test('a range that is not the one that was asked for', async () => {
    between.tamper({ headers: { 'content-range': 'bytes 6-10/300007' } });
    const range = { start: 5, end: 9 };
    await expect(readerOf().fetch({ ...source(), range })).rejects.toThrow(AnswerInvalidError);
  });
});

describe('I7.6: nothing is signed', () => {
  test('for another host: a server in between', async () => {
    const { host } = new URL(gatekeeper.url);
    await expect(readerOf().fetch(source(gatekeeper.url))).rejects.toThrow(
      new ChallengeInvalidError('host', between.host, host),
    );
    expect(await gatekeeper.receipts(context)).not.toContainEqual(expect.objectContaining({ host }));
  });

  test('for another vault, chain or revision', async () => {
    const vault = context.escrow;
    await expect(readerOf({ vault }).fetch(source())).rejects.toThrow(
      new ChallengeInvalidError('vault', context.vault, vault),
    );
    await expect(readerOf({ chainId: 1 }).fetch(source())).rejects.toThrow(
      new ChallengeInvalidError('chainId', 31337, 1),
    );
    expect(between.requests.filter((line) => line.includes('datasets'))).toEqual([]);
  });

  test('and no redirect is followed', async () => {
    const redirecting: typeof fetch = async (input, init) => {
      if (init?.redirect !== 'error') throw new Error(`${String(input)} follows redirects`);
      return fetch(input, init);
    };
    expect((await readerOf({ fetch: redirecting }).fetch(source())).status).toBe(200);
  });
});
