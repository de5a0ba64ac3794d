import type { Hex, LocalAccount } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { run } from '../terminal/process.ts';

/** A key file and the file that its password is in. */
export type Keystore = { keystore: string; passwordFile: string };

/** A key file cannot be read or decrypted. */
export class KeystoreError extends Error {
  override readonly name = 'KeystoreError';
}

/**
 * The account of a keystore. Its key stays in this process.
 *
 * @throws {KeystoreError} if a file is not there or the password is not the keystore's.
 */
export async function unlock({ keystore, passwordFile }: Keystore): Promise<LocalAccount> {
  const files = ['--keystore', keystore, '--password-file', passwordFile];
  const { code, stdout, stderr } = await run('cast', ['wallet', 'private-key', ...files]);
  if (code !== 0) {
    const reason = stderr
      .replace(/^Error: /, '')
      .replace(/\s+/g, ' ')
      .trim();
    throw new KeystoreError(`${keystore} cannot be opened with the password in ${passwordFile}: ${reason}`);
  }
  return privateKeyToAccount(stdout.trim() as Hex);
}
