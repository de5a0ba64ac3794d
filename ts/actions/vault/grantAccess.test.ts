import { zeroAddress, zeroHash } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { datasetIdOf } from '../../protocol/vault/dataset.ts';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';
import {
  ExpiryNotLaterError,
  ExpiryPassedError,
  ExpiryTooLateError,
  NotAllowedError,
  UnknownDatasetError,
  ValueOutOfRangeError,
  ZeroResearcherError,
} from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('gives access until a time, which may be earlier than before', async () => {
  const { owner, researcher, datasetId, now } = context;
  const account = researcher.account.address;
  const start = await now();
  for (const [index, expiry] of [start + 86_400n, start + 3_600n].entries()) {
    const hash = await owner.vault.grantAccess({ researcher: account, datasetId, expiry });
    const { args } = await owner.vault.waitForEvent({ hash, eventName: 'AccessGranted' });
    const texts = { purposeHash: zeroHash, termsHash: zeroHash, wrappedKey: '0x' };
    expect(args).toEqual({ datasetId, researcher: account, expiry, epoch: 1, version: index + 1, ...texts });
    expect(await researcher.vault.isLive({ datasetId })).toBe(true);
  }
});

test('tells an end that has passed or does not fit, and who can be granted nothing', async () => {
  const { owner, researcher, datasetId, now } = context;
  const account = researcher.account.address;
  const grant = (expiry: bigint, to = account) => owner.vault.grantAccess({ researcher: to, datasetId, expiry });
  const passed = grant(1n);
  await expect(passed).rejects.toThrow(ExpiryPassedError);
  await expect(passed).rejects.toMatchObject({ values: { expiry: 1n } });
  const late = grant(2n ** 64n);
  await expect(late).rejects.toThrow(ExpiryTooLateError);
  await expect(late).rejects.toMatchObject({ values: { expiry: 2n ** 64n, maximum: 2n ** 64n - 1n } });
  await expect(grant((await now()) + 60n, zeroAddress)).rejects.toThrow(ZeroResearcherError);
  await expect(grant(2n ** 256n)).rejects.toThrow(ValueOutOfRangeError);
});

test('tells access that was paid for, a dataset that is unknown, and one of another', async () => {
  const { owner, buyer, datasetId, offers, buy, deliver, now } = context;
  const account = buyer.account.address;
  await deliver(await buy(offers.native));
  const { expiry: present } = await buyer.vault.getGrant({ datasetId });
  const expiry = (await now()) + 60n;
  const shorter = owner.vault.grantAccess({ researcher: account, datasetId, expiry });
  await expect(shorter).rejects.toThrow(ExpiryNotLaterError);
  await expect(shorter).rejects.toMatchObject({ values: { expiry, present } });
  const unknown = datasetIdOf(owner.account.address, 99n);
  const nowhere = owner.vault.grantAccess({ researcher: account, datasetId: unknown, expiry });
  await expect(nowhere).rejects.toThrow(UnknownDatasetError);
  const foreign = buyer.vault.grantAccess({ researcher: account, datasetId, expiry });
  await expect(foreign).rejects.toThrow(NotAllowedError);
});
