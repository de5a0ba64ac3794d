import { beforeAll, expect, test } from 'vitest';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';
import { EventNotFoundError } from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('is the first event of that name, and of no other contract', async () => {
  const { owner, datasetId, token } = context;
  const hash = await owner.vault.revokeAll({ datasetId });
  const { args, receipt } = await owner.vault.waitForEvent({ hash, eventName: 'AllAccessRevoked' });
  expect(args).toEqual({ datasetId, epoch: 2 });
  expect(receipt.transactionHash).toBe(hash);
  const other = owner.vault.waitForEvent({ hash, eventName: 'AccessRevoked' });
  await expect(other).rejects.toThrow(EventNotFoundError);
  const elsewhere = owner.vault.waitForEvent({ hash, eventName: 'AllAccessRevoked', vault: token });
  await expect(elsewhere).rejects.toThrow(EventNotFoundError);
});
