import { beforeAll, expect, test } from 'vitest';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { EventNotFoundError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('is the first event of that name, and of no other contract', async () => {
  const { creator, modelId, token } = context;
  const hash = await creator.license.publishVersion({ modelId, modelURI: 'ipfs://again' });
  const { args, receipt } = await creator.license.waitForEvent({ hash, eventName: 'VersionPublished' });
  expect(args.modelURI).toBe('ipfs://again');
  expect(receipt.transactionHash).toBe(hash);
  const other = creator.license.waitForEvent({ hash, eventName: 'PlanOpened' });
  await expect(other).rejects.toThrow(EventNotFoundError);
  const elsewhere = creator.license.waitForEvent({ hash, eventName: 'VersionPublished', license: token });
  await expect(elsewhere).rejects.toThrow(EventNotFoundError);
});
