import { keccak256, zeroHash } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';
import { ZeroKeyError } from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('publishes a key, and another as the next version', async () => {
  const { researcher } = context;
  for (const [index, publicKey] of [keccak256('0x01'), keccak256('0x02')].entries()) {
    const hash = await researcher.vault.setEncryptionKey({ publicKey });
    const { args } = await researcher.vault.waitForEvent({ hash, eventName: 'EncryptionKeySet' });
    expect(args).toEqual({ account: researcher.account.address, version: index + 1, publicKey });
  }
});

test('refuses zero', async () => {
  await expect(context.researcher.vault.setEncryptionKey({ publicKey: zeroHash })).rejects.toThrow(ZeroKeyError);
});
