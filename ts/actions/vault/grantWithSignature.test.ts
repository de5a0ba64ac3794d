import { beforeAll, expect, test } from 'vitest';
import { datasetIdOf } from '../../protocol/vault/dataset.ts';
import { textHash } from '../../protocol/vault/grant.ts';
import { createVaultContext, texts, type VaultContext, wrappedKey } from '../../testing/vaults.ts';
import { deployWallet } from '../../testing/wallet.ts';
import {
  DeadlinePassedError,
  InvalidSignatureError,
  ValueOutOfRangeError,
  WrongEpochError,
  WrongVersionError,
} from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

async function signed(more: { datasetId?: `0x${string}`; deadline?: bigint } = {}) {
  const { owner, researcher, datasetId, now } = context;
  const time = await now();
  const terms = { researcher: researcher.account.address, datasetId, expiry: time + 86_400n, ...texts };
  return owner.vault.signGrant({ ...terms, wrappedKey, deadline: time + 3_600n, ...more });
}

test('the researcher brings what the owner signed, once', async () => {
  const { researcher, datasetId, mined } = context;
  const grant = await signed();
  const hash = await researcher.vault.grantWithSignature({ grant });
  const { args } = await researcher.vault.waitForEvent({ hash, eventName: 'AccessGranted' });
  expect(args).toMatchObject({ wrappedKey, expiry: grant.expiry, termsHash: textHash(texts.terms) });
  expect(await researcher.vault.isLive({ datasetId })).toBe(true);
  await expect(researcher.vault.grantWithSignature({ grant })).rejects.toThrow(WrongVersionError);
  await mined(researcher.vault.grantWithSignature({ grant: await signed() }));
});

test('of an owner that is a contract account', async () => {
  const { owner, relayer, researcher } = context;
  const wallet = await deployWallet(relayer, owner.account.address);
  const grant = await signed({ datasetId: datasetIdOf(wallet, 1n) });
  // The wallet never registered it: the signature is the last thing that is asked before.
  const attempt = researcher.vault.grantWithSignature({ grant });
  await expect(attempt).rejects.toMatchObject({ name: 'UnknownDatasetError' });
  const forged = { ...grant, purpose: 'Another purpose' };
  await expect(researcher.vault.grantWithSignature({ grant: forged })).rejects.toThrow(InvalidSignatureError);
});

test('nobody changes anything in it', async () => {
  const { owner, researcher, relayer } = context;
  const grant = await signed();
  const changes = [
    { researcher: relayer.account.address },
    { expiry: grant.expiry + 1n },
    { epoch: 2 },
    { version: grant.version + 1 },
    { purpose: grant.terms },
    { terms: '' },
    { wrappedKey: '0x' as const },
    { deadline: grant.deadline + 1n },
  ];
  for (const change of changes) {
    const attempt = researcher.vault.grantWithSignature({ grant: { ...grant, ...change } });
    await expect(attempt).rejects.toThrow(InvalidSignatureError);
    await expect(attempt).rejects.toMatchObject({ values: { account: owner.account.address } });
  }
  const tooBig = researcher.vault.grantWithSignature({ grant: { ...grant, deadline: 2n ** 64n } });
  await expect(tooBig).rejects.toThrow(ValueOutOfRangeError);
});

test('is worth nothing after its deadline, or after a revocation of all', async () => {
  const { owner, researcher, datasetId, mined } = context;
  const late = researcher.vault.grantWithSignature({ grant: await signed({ deadline: 1n }) });
  await expect(late).rejects.toThrow(DeadlinePassedError);
  const grant = await signed();
  await mined(owner.vault.revokeAll({ datasetId }));
  await expect(researcher.vault.grantWithSignature({ grant })).rejects.toThrow(WrongEpochError);
});
