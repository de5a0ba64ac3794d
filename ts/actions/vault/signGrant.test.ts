import { hashTypedData, recoverAddress } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { accessGrantTypedData } from '../../protocol/vault/typedData.ts';
import { createVaultContext, texts, type VaultContext, wrappedKey } from '../../testing/vaults.ts';
import { ValueOutOfRangeError, WrappedKeyLengthError } from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('signs what the owner’s wallet shows, at the epoch and version that fit, and sends nothing', async () => {
  const { owner, researcher, datasetId, chain, vault, now } = context;
  const expiry = (await now()) + 86_400n;
  const before = await owner.getTransactionCount({ address: owner.account.address });
  const terms = { researcher: researcher.account.address, datasetId, expiry, ...texts, deadline: expiry };
  const { signature, ...grant } = await owner.vault.signGrant({ ...terms, wrappedKey });
  expect(grant).toEqual({ ...terms, wrappedKey, epoch: 1, version: 1 });
  const hash = hashTypedData(accessGrantTypedData({ chainId: chain.id, vault }, grant));
  expect(await recoverAddress({ hash, signature })).toBe(owner.account.address);
  expect(await owner.getTransactionCount({ address: owner.account.address })).toBe(before);
  expect(await owner.vault.signGrant({ ...terms, epoch: 5, version: 6 })).toMatchObject({ epoch: 5, version: 6 });
});

test('refuses what does not fit', async () => {
  const { owner, researcher, datasetId } = context;
  const terms = { researcher: researcher.account.address, datasetId, expiry: 1n, ...texts, deadline: 1n };
  for (const change of [{ expiry: -1n }, { deadline: 2n ** 64n }, { epoch: 0.5 }]) {
    await expect(owner.vault.signGrant({ ...terms, ...change })).rejects.toThrow(ValueOutOfRangeError);
  }
  await expect(owner.vault.signGrant({ ...terms, wrappedKey: '0x00' })).rejects.toThrow(WrappedKeyLengthError);
});
