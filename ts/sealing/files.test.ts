import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { collect, SeededRandom } from '../testing/bytes.ts';
import { blockSegments } from './blocks.ts';
import {
  CiphertextHashError,
  ContentDigestError,
  FileTooLargeError,
  NotSealedFileError,
  OutputExistsError,
  SealedFileTruncatedError,
  SegmentAuthenticationError,
} from './errors.ts';
import { openFile, sealFile } from './files.ts';
import { headerSize, maxSize, sealedSegmentSize, segmentSize } from './format.ts';
import { openStream } from './open.ts';

const block = blockSegments * segmentSize;
const random = new SeededRandom('files');

let folder: string;
let input: string;
let sealed: string;
let output: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tallystick-sealing-'));
  input = join(folder, 'plain');
  sealed = join(folder, 'sealed');
  output = join(folder, 'opened');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function sealedOf(size: number) {
  const plaintext = random.bytes(size);
  await writeFile(input, plaintext);
  return { plaintext, ...(await sealFile({ input, output: sealed })) };
}

async function modeOf(path: string): Promise<number> {
  return (await stat(path)).mode & 0o777;
}

test.each([
  0,
  1,
  segmentSize - 1,
  segmentSize,
  segmentSize + 1,
  block - 1,
  block,
  block + 1,
  2 * block,
  3 * block + 77,
])('a file of %d bytes is sealed and opened', async (size) => {
  const { plaintext, ...summary } = await sealedOf(size);
  await openFile({ input: sealed, output, ...summary });
  expect((await readFile(output)).equals(plaintext)).toBe(true);
  expect(BigInt((await stat(sealed)).size)).toBe(summary.sealedSize);
  expect((await collect(openStream({ input: [await readFile(sealed)], ...summary }))).equals(plaintext)).toBe(true);
  expect((await readdir(folder)).sort()).toEqual(['opened', 'plain', 'sealed']);
});

test('what is written may be read by its owner only', async () => {
  const summary = await sealedOf(5);
  await openFile({ input: sealed, output, ...summary });
  expect([await modeOf(sealed), await modeOf(output)]).toEqual([0o600, 0o600]);
});

test('progress counts the plaintext', async () => {
  await writeFile(input, Buffer.alloc(block + 3));
  const sealing: bigint[] = [];
  const opening: bigint[] = [];
  const summary = await sealFile({ input, output: sealed, onProgress: (bytes) => sealing.push(bytes) });
  await openFile({ input: sealed, output, ...summary, onProgress: (bytes) => opening.push(bytes) });
  expect(sealing).toEqual([BigInt(block), BigInt(block + 3)]);
  expect(opening).toEqual(sealing);
});

describe('a refused file leaves nothing', () => {
  async function expectNothingLeft(opening: Promise<void>, expected: abstract new (...values: never[]) => Error) {
    await expect(opening).rejects.toBeInstanceOf(expected);
    expect((await readdir(folder)).sort()).toEqual(['plain', 'sealed']);
  }

  test.each([
    ['its first segment', headerSize],
    ['a late segment', headerSize + (2 * blockSegments + 1) * sealedSegmentSize],
  ])('if %s was changed', async (_where, at) => {
    const summary = await sealedOf(2 * block + 2 * segmentSize);
    const bytes = await readFile(sealed);
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    await writeFile(sealed, bytes);
    await expectNothingLeft(openFile({ input: sealed, output, ...summary }), SegmentAuthenticationError);
  });

  test('if it was cut off', async () => {
    const summary = await sealedOf(2 * block);
    await truncate(sealed, headerSize + (2 * blockSegments - 1) * sealedSegmentSize);
    await expectNothingLeft(openFile({ input: sealed, output, ...summary }), SealedFileTruncatedError);
  });

  test('if its hash is another', async () => {
    const { plaintext: _, ...summary } = await sealedOf(2 * block + 1);
    const wrong = { ...summary, ciphertextHash: summary.contentDigest };
    await expectNothingLeft(openFile({ input: sealed, output, ...wrong }), CiphertextHashError);
  });

  test('if the digest of its content is another', async () => {
    const { plaintext: _, ...summary } = await sealedOf(2 * block + 1);
    const wrong = { ...summary, contentDigest: summary.ciphertextHash };
    await expectNothingLeft(openFile({ input: sealed, output, ...wrong }), ContentDigestError);
  });

  test('if it is no sealed file', async () => {
    const { plaintext: _, ...summary } = await sealedOf(3);
    await expectNothingLeft(openFile({ input, output, ...summary }), NotSealedFileError);
  });
});

describe('what is at the output', () => {
  test('is not overwritten', async () => {
    const summary = await sealedOf(3);
    await writeFile(output, 'mine');
    await expect(openFile({ input: sealed, output, ...summary })).rejects.toEqual(new OutputExistsError(output));
    await expect(sealFile({ input, output })).rejects.toEqual(new OutputExistsError(output));
    expect(await readFile(output, 'utf8')).toBe('mine');
    expect((await readdir(folder)).sort()).toEqual(['opened', 'plain', 'sealed']);
  });

  test('is not overwritten if it came while the file was opened', async () => {
    const summary = await sealedOf(3);
    const opening = openFile({
      input: sealed,
      output,
      ...summary,
      onProgress: () => writeFileSync(output, 'mine'),
    });
    await expect(opening).rejects.toEqual(new OutputExistsError(output));
    expect(await readFile(output, 'utf8')).toBe('mine');
    expect((await readdir(folder)).sort()).toEqual(['opened', 'plain', 'sealed']);
  });

  test('is replaced when that is wanted, once the new file is right', async () => {
    const { plaintext, ...summary } = await sealedOf(block + 3);
    await writeFile(output, 'old');
    const wrong = { ...summary, contentDigest: summary.ciphertextHash };
    const refused = openFile({ input: sealed, output, overwrite: true, ...wrong });
    await expect(refused).rejects.toBeInstanceOf(ContentDigestError);
    expect(await readFile(output, 'utf8')).toBe('old');
    await openFile({ input: sealed, output, overwrite: true, ...summary });
    expect((await readFile(output)).equals(plaintext)).toBe(true);
    expect(await modeOf(output)).toBe(0o600);
  });

  test('is not followed if it is a link', async () => {
    const summary = await sealedOf(3);
    await symlink(join(folder, 'nowhere'), output);
    await expect(openFile({ input: sealed, output, ...summary })).rejects.toEqual(new OutputExistsError(output));
    expect((await readdir(folder)).sort()).toEqual(['opened', 'plain', 'sealed']);
  });

  test('may be the input', async () => {
    const plaintext = random.bytes(2 * block + 9);
    await writeFile(input, plaintext);
    const summary = await sealFile({ input, output: input, overwrite: true });
    await openFile({ input, output, ...summary });
    expect((await readFile(output)).equals(plaintext)).toBe(true);
  });
});

describe('fails with a clear error and leaves nothing', () => {
  test('without an input', async () => {
    await expect(sealFile({ input, output })).rejects.toThrow('ENOENT');
    expect(await readdir(folder)).toEqual([]);
  });

  test('with a folder as input', async () => {
    await mkdir(input);
    await expect(sealFile({ input, output })).rejects.toThrow('EISDIR');
    expect(await readdir(folder)).toEqual(['plain']);
  });

  test('with an output in a folder that is not there', async () => {
    await writeFile(input, 'content');
    await expect(sealFile({ input, output: join(folder, 'none', 'sealed') })).rejects.toThrow('ENOENT');
    expect(await readdir(folder)).toEqual(['plain']);
  });

  test('onto a folder', async () => {
    await writeFile(input, 'content');
    await mkdir(output);
    await expect(sealFile({ input, output, overwrite: true })).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST|EPERM/);
    expect((await readdir(folder)).sort()).toEqual(['opened', 'plain']);
  });

  test('if the caller fails on progress', async () => {
    await writeFile(input, Buffer.alloc(3 * block));
    const onProgress = () => {
      throw new Error('enough');
    };
    await expect(sealFile({ input, output, onProgress })).rejects.toThrow('enough');
    expect(await readdir(folder)).toEqual(['plain']);
  });
});

test('with a slow disk, reading is no more than six blocks ahead of writing', async () => {
  await writeFile(input, Buffer.alloc(20 * block));
  const file = await open(input);
  const prototype = Object.getPrototypeOf(file);
  await file.close();
  const { read, write } = prototype;
  let ahead = 0;
  let most = 0;
  const reading = vi.spyOn(prototype, 'read').mockImplementation(async function (this: unknown, ...parameters) {
    const result = await read.apply(this, parameters);
    ahead += result.bytesRead;
    most = Math.max(most, ahead);
    return result;
  });
  const writing = vi.spyOn(prototype, 'write').mockImplementation(async function (this: unknown, ...parameters) {
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    const result = await write.apply(this, parameters);
    ahead -= result.bytesWritten;
    return result;
  });
  try {
    await sealFile({ input, output: sealed });
  } finally {
    reading.mockRestore();
    writing.mockRestore();
  }
  expect(most).toBeGreaterThan(2 * block);
  expect(most).toBeLessThanOrEqual(6 * block);
});

test('a file that is too large is refused before it is read', async () => {
  await writeFile(input, 'content');
  const file = await open(input);
  const prototype = Object.getPrototypeOf(file);
  await file.close();
  const size = vi.spyOn(prototype, 'stat').mockResolvedValue({ size: maxSize + 1n });
  const read = vi.spyOn(prototype, 'read');
  try {
    await expect(sealFile({ input, output })).rejects.toEqual(new FileTooLargeError(maxSize));
    expect(read).not.toHaveBeenCalled();
  } finally {
    size.mockRestore();
    read.mockRestore();
  }
  expect(await readdir(folder)).toEqual(['plain']);
});
