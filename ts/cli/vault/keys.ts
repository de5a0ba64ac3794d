import { existsSync } from 'node:fs';
import type { Hex } from 'viem';
import { addDataKeys, createKeyFile, type EncryptionKey, generateDataKey, readKeyFile } from '../../sealing/index.ts';
import { UsageError } from '../../terminal/process.ts';
import { type Call, text } from '../command.ts';
import { readPassword } from '../values.ts';

/** Options of commands that need a key file: a researcher's encryption key, or an owner's data keys. */
export const keyOptions = { 'key-file': text, 'key-password-file': text } as const;

type KeyFile = { file: string; password: string };

/** The key file that the command line names. */
export async function keyFileOf(call: Call): Promise<KeyFile> {
  const passwordFile = call.required('key-password-file');
  return { file: call.required('key-file'), password: await readPassword('key-password-file', passwordFile) };
}

/** @throws {UsageError} if the file holds something else. */
export async function readEncryptionKey(keyFile: KeyFile): Promise<EncryptionKey> {
  const content = await readKeyFile(keyFile);
  if (content.kind === 'encryption key') return content;
  throw new UsageError(`--key-file=${keyFile.file}: holds ${content.kind}, not an encryption key`);
}

async function findDataKey(keyFile: KeyFile, datasetId: Hex, revision: number): Promise<Hex | undefined> {
  const content = await readKeyFile(keyFile);
  const entries = content.kind === 'data keys' ? content.dataKeys : [];
  return entries.find((entry) => entry.datasetId === datasetId && entry.revision === revision)?.dataKey;
}

/** @throws {UsageError} if the file has no key of this revision. */
export async function readDataKey(keyFile: KeyFile, datasetId: Hex, revision: number): Promise<Hex> {
  const dataKey = await findDataKey(keyFile, datasetId, revision);
  if (dataKey !== undefined) return dataKey;
  throw new UsageError(`--key-file=${keyFile.file}: has no key of revision ${revision} of dataset ${datasetId}`);
}

/**
 * The data key of a revision, to seal it with: the one in the file, or a new one, which is then in the file. So no file is
 * ever sealed under a key that was not kept. The key file is made if it is not there.
 */
export async function provideDataKey(keyFile: KeyFile, datasetId: Hex, revision: number): Promise<Hex> {
  const exists = existsSync(keyFile.file);
  const kept = exists ? await findDataKey(keyFile, datasetId, revision) : undefined;
  if (kept !== undefined) return kept;
  const dataKeys = [{ datasetId, revision, dataKey: generateDataKey() }];
  await (exists ? addDataKeys({ ...keyFile, dataKeys }) : createKeyFile({ ...keyFile, dataKeys }));
  return readDataKey(keyFile, datasetId, revision);
}
