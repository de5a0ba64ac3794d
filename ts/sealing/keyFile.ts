import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Hex } from 'viem';
import { z } from 'zod';
import { dataKeyBytes, dataKeySize } from './dataKey.ts';
import { type EncryptionKey, encryptionPublicKey, generateEncryptionKey } from './encryptionKey.ts';
import { KeyFileError, KeyFilePasswordError } from './errors.ts';
import { fromHex, toHex } from './hex.ts';

/** Guessing one password takes 128 MiB and about half a second. */
const kdf = { name: 'scrypt', n: 131_072, r: 8, p: 1 } as const;
const saltSize = 32;
const nonceSize = 12;
const tagSize = 16;
const ownerOnly = 0o600;

function hexOf(size: number) {
  return z.custom<Hex>((value) => typeof value === 'string' && new RegExp(`^0x[0-9a-f]{${2 * size}}$`).test(value), {
    error: `must be ${size} bytes in hex`,
  });
}

/** All but the secret. It is associated data of the secret, as it stands. */
const outsideSchema = z.strictObject({
  version: z.literal(1),
  kind: z.enum(['encryption key', 'data keys']),
  kdf: z.strictObject({
    name: z.literal(kdf.name),
    n: z.literal(kdf.n),
    r: z.literal(kdf.r),
    p: z.literal(kdf.p),
    salt: hexOf(saltSize),
  }),
  cipher: z.strictObject({ name: z.literal('aes-256-gcm'), nonce: hexOf(nonceSize) }),
});
const fileSchema = outsideSchema.extend({ ciphertext: z.string().regex(/^[0-9a-f]+$/) });

const encryptionKeySchema = z.strictObject({ privateKey: hexOf(32) });
const dataKeysSchema = z.strictObject({
  dataKeys: z.array(
    z.strictObject({
      datasetId: hexOf(32),
      revision: z.int().min(0),
      dataKey: hexOf(dataKeySize),
    }),
  ),
});

/** The data key of one revision of a dataset. */
export type DataKeyEntry = { datasetId: Hex; revision: number; dataKey: Hex };

/** What a key file holds. */
export type KeyFileContent =
  | ({ kind: 'encryption key' } & EncryptionKey)
  | { kind: 'data keys'; dataKeys: DataKeyEntry[] };

type Kind = KeyFileContent['kind'];
type Outside = z.infer<typeof outsideSchema>;

async function cipherKeyOf(file: string, password: string, salt: Uint8Array): Promise<Uint8Array> {
  if (password === '') throw new KeyFileError(file, 'the password must not be empty');
  const derive = promisify<string, Uint8Array, number, object, Buffer>(scrypt);
  // The same password may be typed in more than one way (RFC 8265).
  return derive(password.normalize('NFKC'), salt, 32, { N: kdf.n, r: kdf.r, p: kdf.p, maxmem: 256 * kdf.n * kdf.r });
}

function associatedData(outside: Outside): Buffer {
  return Buffer.from(JSON.stringify(outsideSchema.parse(outside)));
}

async function encrypt(file: string, password: string, kind: Kind, secret: object): Promise<string> {
  const salt = randomBytes(saltSize);
  const nonce = randomBytes(nonceSize);
  const outside: Outside = {
    version: 1,
    kind,
    kdf: { ...kdf, salt: toHex(salt) },
    cipher: { name: 'aes-256-gcm', nonce: toHex(nonce) },
  };
  const cipher = createCipheriv('aes-256-gcm', await cipherKeyOf(file, password, salt), nonce);
  cipher.setAAD(associatedData(outside));
  const ciphertext = Buffer.concat([cipher.update(JSON.stringify(secret)), cipher.final(), cipher.getAuthTag()]);
  return `${JSON.stringify({ ...outside, ciphertext: ciphertext.toString('hex') }, null, 2)}\n`;
}

async function decrypt(file: string, password: string): Promise<{ kind: Kind; secret: unknown }> {
  const parsed = fileSchema.safeParse(parseJson(file, await readFile(file, 'utf8')));
  if (!parsed.success) throw new KeyFileError(file, `it is no key file: ${z.prettifyError(parsed.error)}`);
  const { ciphertext, ...outside } = parsed.data;
  const sealed = Buffer.from(ciphertext, 'hex');
  const length = sealed.length - tagSize;
  if (length < 0) throw new KeyFilePasswordError(file);
  const key = await cipherKeyOf(file, password, fromHex('salt', outside.kdf.salt, saltSize));
  const nonce = fromHex('nonce', outside.cipher.nonce, nonceSize);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagSize });
  decipher.setAAD(associatedData(outside));
  decipher.setAuthTag(sealed.subarray(length));
  const secret = decipher.update(sealed.subarray(0, length));
  try {
    decipher.final();
  } catch {
    throw new KeyFilePasswordError(file);
  }
  return { kind: outside.kind, secret: parseJson(file, secret.toString()) };
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new KeyFileError(file, 'it is no key file: it is not JSON');
  }
}

async function createOnly(path: string, exists: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', ownerOnly);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new KeyFileError(path, exists);
    throw error;
  }
}

/** Fills a new file, through to the disk: a key is not to be lost to a power failure. */
async function fill(path: string, file: FileHandle, text: () => Promise<string>): Promise<void> {
  try {
    try {
      await file.writeFile(await text());
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** The key file of a researcher's key pair, a new one unless `privateKey` is given. */
export type CreateEncryptionKeyFileParameters = { file: string; password: string; privateKey?: Hex | undefined };

/** The key file of an owner's data keys; none at first, if so wished. */
export type CreateDataKeyFileParameters = { file: string; password: string; dataKeys: readonly DataKeyEntry[] };

/** What a key file of a kind holds. */
export type KeyFileOf<kind extends Kind> = Extract<KeyFileContent, { kind: kind }>;

/**
 * Makes an encrypted key file (mode 0600), and returns what is in it. A file that exists is never overwritten.
 *
 * @throws {KeyFileError} if the file exists, the password is empty, or a data key stands twice.
 * @throws {InvalidBytesError} unless a key has 32 bytes.
 *
 * @example
 * import { createKeyFile } from 'tallystick/sealing'
 *
 * const { publicKey } = await createKeyFile({ file: 'researcher.key', password })
 */
export function createKeyFile(parameters: CreateEncryptionKeyFileParameters): Promise<KeyFileOf<'encryption key'>>;
export function createKeyFile(parameters: CreateDataKeyFileParameters): Promise<KeyFileOf<'data keys'>>;
export async function createKeyFile(
  parameters: CreateEncryptionKeyFileParameters | CreateDataKeyFileParameters,
): Promise<KeyFileContent> {
  const { file, password } = parameters;
  const content = contentOf(parameters);
  const { kind, ...secret } =
    content.kind === 'data keys' ? content : { kind: content.kind, privateKey: content.privateKey };
  await fill(file, await createOnly(file, 'it exists, and is never overwritten'), () =>
    encrypt(file, password, kind, secret),
  );
  return content;
}

function contentOf(parameters: CreateEncryptionKeyFileParameters | CreateDataKeyFileParameters): KeyFileContent {
  if ('dataKeys' in parameters) {
    return { kind: 'data keys', dataKeys: mergedDataKeys(parameters.file, [], parameters.dataKeys) };
  }
  const { privateKey } = parameters;
  if (privateKey === undefined) return { kind: 'encryption key', ...generateEncryptionKey() };
  return { kind: 'encryption key', publicKey: encryptionPublicKey(privateKey), privateKey };
}

/** A key file to read. */
export type ReadKeyFileParameters = { file: string; password: string };

/**
 * What is in a key file.
 *
 * @throws {KeyFilePasswordError} if the password is wrong, or the file was changed.
 * @throws {KeyFileError} if it is no key file.
 *
 * @example
 * import { readKeyFile } from 'tallystick/sealing'
 *
 * const content = await readKeyFile({ file: 'researcher.key', password })
 * if (content.kind === 'encryption key') console.log(content.publicKey)
 */
export async function readKeyFile({ file, password }: ReadKeyFileParameters): Promise<KeyFileContent> {
  const { kind, secret } = await decrypt(file, password);
  if (kind === 'data keys') return { kind, dataKeys: dataKeysSchema.parse(secret).dataKeys };
  const { privateKey } = encryptionKeySchema.parse(secret);
  return { kind, publicKey: encryptionPublicKey(privateKey), privateKey };
}

/** Data keys to add to a key file. */
export type AddDataKeysParameters = { file: string; password: string; dataKeys: readonly DataKeyEntry[] };

/**
 * Adds data keys to a file of data keys. While `<file>.new` exists, another addition is under way, or was interrupted.
 *
 * @throws {KeyFileError} if another addition is under way, the file holds no data keys, or a revision has another key already.
 * @throws {KeyFilePasswordError}
 *
 * @example
 * import { addDataKeys } from 'tallystick/sealing'
 *
 * await addDataKeys({ file: 'owner.keys', password, dataKeys: [{ datasetId, revision: 2, dataKey }] })
 */
export async function addDataKeys({ file, password, dataKeys }: AddDataKeysParameters): Promise<void> {
  const next = `${file}.new`;
  const target = await createOnly(next, 'it exists: another addition is under way, or was interrupted');
  await fill(next, target, async () => {
    const content = await readKeyFile({ file, password });
    if (content.kind !== 'data keys') throw new KeyFileError(file, `it holds an ${content.kind}, not data keys`);
    const merged = mergedDataKeys(file, content.dataKeys, dataKeys);
    return encrypt(file, password, content.kind, { dataKeys: merged });
  });
  await rename(next, file);
}

function mergedDataKeys(file: string, old: readonly DataKeyEntry[], added: readonly DataKeyEntry[]): DataKeyEntry[] {
  const merged = new Map<string, DataKeyEntry>();
  for (const { datasetId, revision, dataKey } of [...old, ...added]) {
    const entry = {
      datasetId: toHex(fromHex('datasetId', datasetId, 32)),
      revision,
      dataKey: toHex(dataKeyBytes(dataKey)),
    };
    const id = `revision ${revision} of ${entry.datasetId}`;
    if (!Number.isSafeInteger(revision) || revision < 0) throw new KeyFileError(file, `there can be no ${id}`);
    const known = merged.get(id);
    if (known && known.dataKey !== entry.dataKey) throw new KeyFileError(file, `${id} would have two data keys`);
    merged.set(id, entry);
  }
  return [...merged.values()];
}
