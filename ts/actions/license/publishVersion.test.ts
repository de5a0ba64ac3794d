import { sha256, toHex, zeroHash } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { modelIdOf } from '../../protocol/license/model.ts';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { NotAllowedError, UnknownModelError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('a new version has the digest that it comes with, or none', async () => {
  const { creator, modelId } = context;
  const contentDigest = sha256(toHex('second'));
  const hash = await creator.license.publishVersion({ modelId, modelURI: 'ipfs://second', contentDigest });
  const { args } = await creator.license.waitForEvent({ hash, eventName: 'VersionPublished' });
  expect(args).toEqual({ modelId, version: 2, contentDigest, modelURI: 'ipfs://second' });
  expect(await creator.license.getModel({ modelId })).toMatchObject({ version: 2, contentDigest });

  await context.mined(creator.license.publishVersion({ modelId, modelURI: '' }));
  expect(await creator.license.getModel({ modelId })).toMatchObject({ version: 3, contentDigest: zeroHash });
});

test('only of a model that is the account’s', async () => {
  const { creator, buyer, modelId } = context;
  await expect(buyer.license.publishVersion({ modelId, modelURI: '' })).rejects.toThrow(NotAllowedError);
  const unknown = modelIdOf(creator.account.address, 99n);
  const missing = creator.license.publishVersion({ modelId: unknown, modelURI: '' });
  await expect(missing).rejects.toThrow(UnknownModelError);
  await expect(missing).rejects.toMatchObject({ values: { modelId: unknown } });
});
