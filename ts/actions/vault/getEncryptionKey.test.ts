import { keccak256, zeroHash } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';
import { ValueOutOfRangeError } from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('is the latest key, or that of a version', async () => {
  const { owner, researcher, mined } = context;
  const account = researcher.account.address;
  expect(await researcher.vault.getEncryptionKey()).toEqual({ publicKey: zeroHash, version: 0 });
  const [first, second] = [keccak256('0x01'), keccak256('0x02')];
  await mined(researcher.vault.setEncryptionKey({ publicKey: first }));
  const blockNumber = await researcher.getBlockNumber();
  await mined(researcher.vault.setEncryptionKey({ publicKey: second }));
  expect(await owner.vault.getEncryptionKey({ account })).toEqual({ publicKey: second, version: 2 });
  expect(await owner.vault.getEncryptionKey({ account, version: 1 })).toEqual({ publicKey: first, version: 1 });
  expect(await owner.vault.getEncryptionKey({ account, version: 3 })).toEqual({ publicKey: zeroHash, version: 3 });
  expect(await owner.vault.getEncryptionKey({ account, blockNumber })).toEqual({ publicKey: first, version: 1 });
});

test('refuses a version that does not fit', async () => {
  const attempt = context.owner.vault.getEncryptionKey({ version: 2 ** 32 });
  await expect(attempt).rejects.toThrow(ValueOutOfRangeError);
});
