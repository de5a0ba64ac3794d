import { beforeAll, expect, test } from 'vitest';
import { createVaultContext, texts, type VaultContext } from '../../testing/vaults.ts';
import { NotAllowedError, WrongVersionError } from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('makes what was signed worthless, and leaves the access', async () => {
  const { owner, researcher, datasetId, mined, now } = context;
  const account = researcher.account.address;
  const expiry = (await now()) + 86_400n;
  await mined(owner.vault.grantAccess({ researcher: account, datasetId, expiry }));
  const grant = await owner.vault.signGrant({ researcher: account, datasetId, expiry, ...texts, deadline: expiry });
  const hash = await owner.vault.cancelSignedGrants({ researcher: account, datasetId });
  const { args } = await owner.vault.waitForEvent({ hash, eventName: 'SignedGrantsCancelled' });
  expect(args).toEqual({ datasetId, researcher: account, version: 2 });
  await expect(researcher.vault.grantWithSignature({ grant })).rejects.toThrow(WrongVersionError);
  expect(await researcher.vault.isLive({ datasetId })).toBe(true);
});

test('is the owner’s alone', async () => {
  const { researcher, datasetId } = context;
  const attempt = researcher.vault.cancelSignedGrants({ researcher: researcher.account.address, datasetId });
  await expect(attempt).rejects.toThrow(NotAllowedError);
});
