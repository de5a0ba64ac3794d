import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateDataKey } from './dataKey.ts';
import { encryptionPublicKey, generateEncryptionKey } from './encryptionKey.ts';
import { InvalidBytesError, KeyFileError, KeyFilePasswordError } from './errors.ts';
import { addDataKeys, createKeyFile, readKeyFile } from './keyFile.ts';

const password = 'a long password, caf\u00e9';
const datasetId = `0x${'22'.repeat(32)}` as const;

let folder: string;
let names = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tallystick-keys-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function newFile(): string {
  names += 1;
  return join(folder, `${names}.key`);
}

async function changed(file: string, change: (content: Record<string, unknown>) => object): Promise<string> {
  const copy = newFile();
  await writeFile(copy, JSON.stringify(change(JSON.parse(await readFile(file, 'utf8')))));
  return copy;
}

describe('the file of an encryption key', () => {
  test('holds a new key pair, for its owner only', async () => {
    const file = newFile();
    const made = await createKeyFile({ file, password });
    expect(made.publicKey).toBe(encryptionPublicKey(made.privateKey));
    expect(await readKeyFile({ file, password })).toEqual(made);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).not.toContain(made.privateKey.slice(2));
  });

  test('holds the key pair that it was given', async () => {
    const file = newFile();
    const { privateKey, publicKey } = generateEncryptionKey();
    const made = await createKeyFile({ file, password, privateKey });
    expect(made).toEqual({ kind: 'encryption key', privateKey, publicKey });
    expect(await readKeyFile({ file, password })).toEqual(made);
  });

  test('opens however the letters of its password are put together', async () => {
    const file = newFile();
    await createKeyFile({ file, password });
    const decomposed = password.normalize('NFD');
    expect(decomposed).not.toBe(password);
    expect((await readKeyFile({ file, password: decomposed })).kind).toBe('encryption key');
  });

  test('states how it is encrypted', async () => {
    const file = newFile();
    await createKeyFile({ file, password });
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      version: 1,
      kind: 'encryption key',
      kdf: { name: 'scrypt', n: 131_072, r: 8, p: 1, salt: expect.stringMatching(/^0x[0-9a-f]{64}$/) },
      cipher: { name: 'aes-256-gcm', nonce: expect.stringMatching(/^0x[0-9a-f]{24}$/) },
      ciphertext: expect.stringMatching(/^[0-9a-f]+$/),
    });
  });
});

describe('the file of data keys', () => {
  const entries = [1, 2].map((revision) => ({ datasetId, revision, dataKey: generateDataKey() }));

  test('holds one a dataset and revision', async () => {
    const file = newFile();
    await createKeyFile({ file, password, dataKeys: entries });
    expect(await readKeyFile({ file, password })).toEqual({ kind: 'data keys', dataKeys: entries });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('takes more of them, and keeps those that it has', async () => {
    const file = newFile();
    await createKeyFile({ file, password, dataKeys: [] });
    await addDataKeys({ file, password, dataKeys: entries.slice(0, 1) });
    await addDataKeys({ file, password, dataKeys: entries });
    expect(await readKeyFile({ file, password })).toEqual({ kind: 'data keys', dataKeys: entries });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('never gives a revision another key', async () => {
    const file = newFile();
    await createKeyFile({ file, password, dataKeys: entries });
    const adding = addDataKeys({ file, password, dataKeys: [{ datasetId, revision: 2, dataKey: generateDataKey() }] });
    await expect(adding).rejects.toEqual(new KeyFileError(file, `revision 2 of ${datasetId} would have two data keys`));
    expect(await readKeyFile({ file, password })).toEqual({ kind: 'data keys', dataKeys: entries });
    expect(await readdir(folder)).not.toContain(`${names}.key.new`);
  });

  test('loses none when two are added at once: one addition is refused', async () => {
    const file = newFile();
    await createKeyFile({ file, password, dataKeys: [] });
    const added = await Promise.allSettled(entries.map((entry) => addDataKeys({ file, password, dataKeys: [entry] })));
    expect(added.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = added.find((each) => each.status === 'rejected');
    expect(refused?.reason).toEqual(
      new KeyFileError(`${file}.new`, 'it exists: another addition is under way, or was interrupted'),
    );
    const kept = entries.filter((_, index) => added[index]?.status === 'fulfilled');
    expect(await readKeyFile({ file, password })).toEqual({ kind: 'data keys', dataKeys: kept });
  });

  test('is not added to with another password', async () => {
    const file = newFile();
    await createKeyFile({ file, password, dataKeys: entries });
    const adding = addDataKeys({ file, password: 'another', dataKeys: [] });
    await expect(adding).rejects.toEqual(new KeyFilePasswordError(file));
    expect(await readKeyFile({ file, password })).toEqual({ kind: 'data keys', dataKeys: entries });
  });

  test('is no file of an encryption key', async () => {
    const file = newFile();
    await createKeyFile({ file, password });
    await expect(addDataKeys({ file, password, dataKeys: entries })).rejects.toEqual(
      new KeyFileError(file, 'it holds an encryption key, not data keys'),
    );
  });

  test.each([-1, 0.5, 2 ** 53])('has no revision %d', async (revision) => {
    const file = newFile();
    const dataKeys = [{ datasetId, revision, dataKey: generateDataKey() }];
    await expect(createKeyFile({ file, password, dataKeys })).rejects.toBeInstanceOf(KeyFileError);
    await expect(stat(file)).rejects.toThrow('ENOENT');
  });
});

describe('is refused', () => {
  let file: string;

  beforeAll(async () => {
    file = newFile();
    await createKeyFile({ file, password });
  });

  test('another password, with one clear line', async () => {
    const reading = readKeyFile({ file, password: 'another' });
    await expect(reading).rejects.toEqual(new KeyFilePasswordError(file));
    await expect(reading).rejects.toThrow(`${file}: the password is wrong, or the file was changed`);
  });

  test('an empty password', async () => {
    const empty = newFile();
    const expected = new KeyFileError(empty, 'the password must not be empty');
    await expect(createKeyFile({ file: empty, password: '' })).rejects.toEqual(expected);
    await expect(stat(empty)).rejects.toThrow('ENOENT');
  });

  test('to overwrite a file', async () => {
    const before = await readFile(file, 'utf8');
    const expected = new KeyFileError(file, 'it exists, and is never overwritten');
    await expect(createKeyFile({ file, password })).rejects.toEqual(expected);
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  test('a private key of another size', async () => {
    const file = newFile();
    await expect(createKeyFile({ file, password, privateKey: '0x2a' })).rejects.toEqual(
      new InvalidBytesError('the private key', 32),
    );
    await expect(stat(file)).rejects.toThrow('ENOENT');
  });

  test('a file whose kind was changed', async () => {
    const copy = await changed(file, (content) => ({ ...content, kind: 'data keys' }));
    await expect(readKeyFile({ file: copy, password })).rejects.toEqual(new KeyFilePasswordError(copy));
  });

  test('a file whose ciphertext was changed or cut off', async () => {
    for (const change of [
      (hex: string) => `${hex.slice(0, -1)}${hex.endsWith('0') ? '1' : '0'}`,
      (hex: string) => `${hex.startsWith('0') ? '1' : '0'}${hex.slice(1)}`,
      (hex: string) => hex.slice(0, 20),
    ]) {
      const copy = await changed(file, (content) => ({
        ...content,
        ciphertext: change(String(content['ciphertext'])),
      }));
      await expect(readKeyFile({ file: copy, password })).rejects.toEqual(new KeyFilePasswordError(copy));
    }
  });

  test('parameters that would make a guess cheap, or take all memory', async () => {
    for (const n of [2, 2 ** 30]) {
      const copy = await changed(file, (content) => ({ ...content, kdf: { ...Object(content['kdf']), n } }));
      await expect(readKeyFile({ file: copy, password })).rejects.toThrow(`${copy}: it is no key file`);
    }
  });

  test('a file that is none', async () => {
    const other = newFile();
    await writeFile(other, 'not JSON');
    await expect(readKeyFile({ file: other, password })).rejects.toEqual(
      new KeyFileError(other, 'it is no key file: it is not JSON'),
    );
    await writeFile(other, '{}');
    await expect(readKeyFile({ file: other, password })).rejects.toBeInstanceOf(KeyFileError);
  });
});
