import { type Hex, keccak256, toHex } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { datasetIdOf } from '../../protocol/vault/index.ts';
import { generateDataKey, generateEncryptionKey, unwrapDataKey, wrapDataKey } from '../../sealing/index.ts';
import { createTestContext, type TestClient, type TestContext } from '../../testing/context.ts';
import { NotAllowedError, ValueOutOfRangeError } from '../errors/index.ts';

let context: TestContext;
let owner: TestClient;
let datasetId: Hex;
const dataKey = generateDataKey();
const texts = { purpose: 'Study of languages', terms: 'Delete after the study.' };

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
  owner = context.provider;
  datasetId = datasetIdOf(owner.account.address, 1n);
  const digest = keccak256(toHex('content'));
  const registration = { datasetId, contentDigest: digest, ciphertextHash: digest, locator: 'https://data.example' };
  await owner.vault.waitForTransaction({ hash: await owner.vault.registerDataset(registration) });
});

async function grantTo(researcher: TestClient, seconds: bigint): Promise<void> {
  const expiry = (await context.now()) + seconds;
  const hash = await owner.vault.grant({ researcher: researcher.account.address, datasetId, expiry, ...texts });
  await owner.vault.waitForTransaction({ hash });
}

async function publishKey(researcher: TestClient): Promise<Hex> {
  const { publicKey, privateKey } = generateEncryptionKey();
  await owner.vault.waitForTransaction({ hash: await researcher.vault.setEncryptionKey({ publicKey }) });
  return privateKey;
}

const rewrap = (client: TestClient, batchSize?: number) =>
  client.vault.rewrapGrants({ datasetId, batchSize, wrapDataKey: (grantee) => wrapDataKey({ ...grantee, dataKey }) });

test('those with a live grant get the new key, with the terms that they had; nobody else does', async () => {
  const [first, second, revoked, keyless] = await Promise.all(
    ['first', 'second', 'revoked', 'keyless'].map(context.clientOf),
  );
  if (!first || !second || !revoked || !keyless) throw new Error('four clients were asked for');
  const privateKey = await publishKey(first);
  await publishKey(second);
  await publishKey(revoked);
  for (const researcher of [first, second, revoked, keyless]) await grantTo(researcher, 3_600n);
  const ended = { datasetId, researcher: revoked.account.address };
  await owner.vault.waitForTransaction({ hash: await owner.vault.revokeAccess(ended) });
  const researcher = first.account.address;
  const before = await owner.vault.getGrant({ datasetId, researcher });

  const result = await rewrap(owner, 1);
  expect(result.researchers).toEqual([researcher, second.account.address]);
  expect(result.withoutKey).toEqual([keyless.account.address]);
  expect(result.hashes).toHaveLength(2);
  expect(await owner.vault.isLive(ended)).toBe(false);

  const { grants } = await owner.vault.getGrants({ datasetId });
  const renewed = grants.find((grant) => grant.researcher === researcher);
  const [old, latest] = renewed?.granted ?? [];
  if (!old || !latest) throw new Error('two grants were written');
  expect(renewed?.expiry).toBe(before.expiry);
  expect([latest.purposeHash, latest.termsHash]).toEqual([old.purposeHash, old.termsHash]);
  const { epoch, version, wrappedKey } = latest;
  const wrapContext = { chainId: context.chain.id, vault: context.vault, datasetId, epoch, researcher, version };
  expect(await unwrapDataKey({ wrappedKey, privateKey, context: wrapContext })).toBe(dataKey);
});

test('only the owner can, and a batch has at least one grant', async () => {
  await expect(rewrap(context.relayer)).rejects.toThrow(NotAllowedError);
  await expect(rewrap(owner, 0)).rejects.toThrow(ValueOutOfRangeError);
});
