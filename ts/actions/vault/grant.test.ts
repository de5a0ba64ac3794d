import { beforeAll, expect, test } from 'vitest';
import { textHash } from '../../protocol/vault/grant.ts';
import { createVaultContext, texts, type VaultContext, wrappedKey } from '../../testing/vaults.ts';
import { ValueOutOfRangeError, WrappedKeyLengthError, WrongEpochError, WrongVersionError } from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

async function terms() {
  const { researcher, datasetId, now } = context;
  return { researcher: researcher.account.address, datasetId, expiry: (await now()) + 86_400n, ...texts };
}

test('gives access with texts and key, at the epoch and version that fit', async () => {
  const { owner } = context;
  const { purpose, terms: accepted, ...rest } = await terms();
  for (const more of [{ wrappedKey }, {}, { epoch: 1, version: 3 }]) {
    const { version } = await owner.vault.getGrant(rest);
    const hash = await owner.vault.grant({ ...rest, purpose, terms: accepted, ...more });
    const { args } = await owner.vault.waitForEvent({ hash, eventName: 'AccessGranted' });
    const hashes = { purposeHash: textHash(purpose), termsHash: textHash(accepted) };
    const fitting = { epoch: 1, version: version + 1, wrappedKey: '0x' };
    expect(args).toEqual({ ...rest, ...hashes, ...fitting, ...more });
  }
  expect(await owner.vault.isLive(rest)).toBe(true);
});

test('tells an epoch and a version that are not the present ones', async () => {
  const { owner, nextOf } = context;
  const grant = await terms();
  const { epoch, version } = await nextOf(grant.datasetId, grant.researcher);
  const early = owner.vault.grant({ ...grant, epoch: epoch + 1 });
  await expect(early).rejects.toThrow(WrongEpochError);
  await expect(early).rejects.toMatchObject({ values: { epoch: BigInt(epoch + 1), present: BigInt(epoch) } });
  const late = owner.vault.grant({ ...grant, version: version - 1 });
  await expect(late).rejects.toThrow(WrongVersionError);
  await expect(late).rejects.toMatchObject({ values: { version: BigInt(version - 1), next: BigInt(version) } });
});

test('refuses a key of another length and numbers that do not fit before anything is sent', async () => {
  const { owner } = context;
  const grant = await terms();
  const cut = owner.vault.grant({ ...grant, wrappedKey: '0x01' });
  await expect(cut).rejects.toThrow(WrappedKeyLengthError);
  await expect(cut).rejects.toMatchObject({ values: { length: 1n, required: 80n } });
  for (const change of [{ expiry: 2n ** 64n }, { epoch: 2 ** 32 }, { version: -1 }]) {
    await expect(owner.vault.grant({ ...grant, ...change })).rejects.toThrow(ValueOutOfRangeError);
  }
});
