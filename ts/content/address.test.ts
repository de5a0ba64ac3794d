import { createCipheriv, createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addressContent, verifyContent } from './address.ts';
import { digestOf } from './cid.ts';
import { ContentMismatchError, InvalidCidError, UnsupportedEntryError } from './errors.ts';

const mebibyte = 1_048_576;
const text = new TextEncoder();

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tallystick-content-'));
});

afterAll(() => rm(directory, { recursive: true, force: true }));

/** The bytes that IPIP-0499's vectors are made of: the ChaCha20 key stream of a hashed seed, a MiB at a time. */
function* keyStream(seed: string, size: number): Generator<Uint8Array> {
  const cipher = createCipheriv('chacha20', createHash('sha256').update(seed).digest(), Buffer.alloc(16));
  for (let left = size; left > 0; left -= mebibyte) yield cipher.update(Buffer.alloc(Math.min(left, mebibyte)));
}

/** Makes a folder of small files in the directory of the tests. */
async function folderOf(name: string, files: Record<string, string>): Promise<string> {
  const folder = join(directory, name);
  for (const [file, content] of Object.entries(files)) {
    const path = join(folder, file);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, content);
  }
  return folder;
}

async function cidOfStream(...chunks: Uint8Array[]): Promise<string> {
  return (await addressContent({ stream: chunks })).cid;
}

describe('the published CIDs of IPIP-0499', () => {
  test.each([
    ['hello world', 'bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e'],
    ['hello world\n', 'bafkreifjjcie6lypi6ny7amxnfftagclbuxndqonfipmb64f2km2devei4'],
    ['', 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku'],
  ])('of %j', async (content, cid) => {
    expect(await cidOfStream(text.encode(content))).toBe(cid);
  });

  test.each([
    ['one chunk', mebibyte, 'chunk-v1-seed', 'bafkreiacndfy443ter6qr2tmbbdhadvxxheowwf75s6zehscklu6ezxmta'],
    [
      'one chunk and a byte',
      mebibyte + 1,
      'chunk-v1-seed',
      'bafybeigmix7t42i6jacydtquhet7srwvgpizfg7gjbq7627d35mjomtu64',
    ],
  ])('of %s', async (_name, size, seed, cid) => {
    expect(await cidOfStream(...keyStream(seed, size))).toBe(cid);
  });

  test('of 1 GiB and a byte, of which little is in memory at a time', async () => {
    const before = process.memoryUsage().rss;
    let most = 0;
    const { cid } = await addressContent({
      stream: keyStream('v1-2025-seed', 1_024 * mebibyte + 1),
      onProgress: () => {
        most = Math.max(most, process.memoryUsage().rss - before);
      },
    });
    expect(cid).toBe('bafybeibdsi225ugbkmpbdohnxioyab6jsqrmkts3twhpvfnzp77xtzpyhe');
    expect(most).toBeLessThan(512 * mebibyte);
  });

  test.each([
    ['that is just not sharded', 21, 'bafybeic3h7rwruealwxkacabdy45jivq2crwz6bufb5ljwupn36gicplx4'],
    ['that is just sharded', 22, 'bafybeiegvuterwurhdtkikfhbxcldohmxp566vpjdofhzmnhv6o4freidu'],
  ])('of a folder %s', async (_name, lastNameLength, cid) => {
    const alphabet = 'abcdefghijklmnopqrstuvwxyz01234567890-_';
    const [letters = new Uint8Array()] = keyStream('hamt-unixfs-v1-2025', mebibyte);
    const names = Array.from({ length: 4_766 }, (_value, index) => {
      const length = index === 4_765 ? lastNameLength : 11;
      const bytes = letters.subarray(index * 11, index * 11 + length);
      return Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('');
    });
    const path = await folderOf(`sharded-${lastNameLength}`, Object.fromEntries(names.map((name) => [name, 'x'])));
    expect((await addressContent({ path, hidden: 'include' })).cid).toBe(cid);
  });

  test('of an empty folder', async () => {
    const path = join(directory, 'empty');
    await mkdir(path);
    expect((await addressContent({ path })).cid).toBe('bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354');
  });
});

test('the address is what publishing takes', async () => {
  const path = await folderOf('published', { 'config.json': '{}' });
  const { cid, modelURI, contentDigest } = await addressContent({ path });
  expect(modelURI).toBe(`ipfs://${cid}`);
  expect(contentDigest).toBe(digestOf(cid));
});

test('how bytes are cut into pieces does not matter, nor whether they come from a file', async () => {
  const bytes = new Uint8Array(Buffer.concat([...keyStream('pieces', 3 * mebibyte + 7)]));
  const pieces = Array.from({ length: 4 }, (_value, index) =>
    bytes.subarray(index * 1_000_000, (index + 1) * 1_000_000),
  );
  const path = join(directory, 'pieces');
  await writeFile(path, bytes);
  const whole = await cidOfStream(bytes);
  expect(await cidOfStream(...pieces)).toBe(whole);
  expect((await addressContent({ path })).cid).toBe(whole);
});

test('the name of the content does not matter, names in it do', async () => {
  const files = { 'weights.bin': 'weights', 'nested/config.json': '{}' };
  const cids = await Promise.all(
    [
      folderOf('one', files),
      folderOf('two', files),
      folderOf('three', { 'weights.bin': 'weights', 'other/config.json': '{}' }),
    ].map(async (path) => (await addressContent({ path: await path })).cid),
  );
  expect(cids[1]).toBe(cids[0]);
  expect(cids[2]).not.toBe(cids[0]);
});

test('an empty folder in a folder counts', async () => {
  const path = await folderOf('with-empty', { 'weights.bin': 'weights' });
  const before = await addressContent({ path });
  await mkdir(join(path, 'cache'));
  expect(await addressContent({ path })).not.toEqual(before);
});

test('progress is told in bytes', async () => {
  const seen: bigint[] = [];
  await addressContent({ stream: keyStream('x', 2 * mebibyte + 1), onProgress: (bytes) => seen.push(bytes) });
  expect(seen).toEqual([1, 2].map((count) => BigInt(count * mebibyte)).concat(BigInt(2 * mebibyte + 1)));
});

describe('verifying', () => {
  test('what is as it was', async () => {
    const path = await folderOf('verified', { 'weights.bin': 'weights', 'config.json': '{}' });
    await verifyContent({ path, cid: (await addressContent({ path })).cid });
    const bytes = text.encode('weights');
    await verifyContent({ stream: [bytes], cid: await cidOfStream(bytes) });
  });

  test.each([
    ['first', 0],
    ['last', 2 * mebibyte],
  ])('a flipped bit in the %s byte fails, and both CIDs are named', async (_name, position) => {
    const bytes = new Uint8Array(2 * mebibyte + 1).fill(7);
    const expected = await cidOfStream(bytes);
    const flipped = bytes.slice();
    flipped[position] = 7 ^ 1;
    const actual = await cidOfStream(flipped);
    await expect(verifyContent({ stream: [flipped], cid: expected })).rejects.toThrow(
      new ContentMismatchError(actual, expected),
    );
    expect(new ContentMismatchError(actual, expected).message).toBe(
      `the content's CID is ${actual}; it must be ${expected}`,
    );
  });

  test('a renamed and an added file fail', async () => {
    const { cid } = await addressContent({ path: await folderOf('before', { a: '1', b: '2' }) });
    for (const files of [
      { a: '1', c: '2' },
      { a: '1', b: '2', c: '' },
    ]) {
      const path = await folderOf(`after-${Object.keys(files).join('-')}`, files);
      await expect(verifyContent({ path, cid })).rejects.toThrow(ContentMismatchError);
    }
  });

  test('a CID of another kind fails before anything is read', async () => {
    const cid = 'QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn';
    await expect(verifyContent({ path: join(directory, 'not there'), cid })).rejects.toThrow(InvalidCidError);
  });
});

describe('entries of a folder', () => {
  test('hidden ones are refused until one says what to do with them', async () => {
    const path = await folderOf('hidden', { 'weights.bin': 'weights', '.git/HEAD': 'x' });
    const plain = await folderOf('plain', { 'weights.bin': 'weights' });
    await expect(addressContent({ path })).rejects.toThrow(
      new UnsupportedEntryError(join(path, '.git'), "hidden: say whether to 'include' or to 'skip' such entries"),
    );
    const skipped = await addressContent({ path, hidden: 'skip' });
    expect(skipped).toEqual(await addressContent({ path: plain }));
    expect(await addressContent({ path, hidden: 'include' })).not.toEqual(skipped);
  });

  test('links are refused, but the folder itself may be one', async () => {
    const path = await folderOf('linked', { 'weights.bin': 'weights' });
    const link = join(directory, 'link-to-linked');
    await symlink(path, link);
    expect(await addressContent({ path: link })).toEqual(await addressContent({ path }));
    await symlink('/etc/hostname', join(path, 'outside'));
    await expect(addressContent({ path })).rejects.toThrow(
      new UnsupportedEntryError(join(path, 'outside'), 'neither a file nor a folder; links are not followed'),
    );
  });

  test('a backslash in a name is refused', async () => {
    const path = await folderOf('backslash', { 'a\\b': 'x' });
    await expect(addressContent({ path })).rejects.toThrow('named with a backslash');
  });

  test('what is neither a file nor a folder is refused', async () => {
    await expect(addressContent({ path: '/dev/null' })).rejects.toThrow(
      new UnsupportedEntryError('/dev/null', 'neither a file nor a folder'),
    );
  });

  test('what is not there is an error', async () => {
    await expect(addressContent({ path: join(directory, 'not there') })).rejects.toThrow(/ENOENT/);
  });
});
