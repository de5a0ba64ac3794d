import { zeroHash } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { NotAllowedError, UnknownSplitError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('holds for derivatives that are published afterwards', async () => {
  const { creator, relayer, modelId, publish, mined } = context;
  const before = await publish(40n, { parents: [{ modelId, parts: 1 }] });
  const shares = [{ payee: relayer.account.address, parts: 1_000_000 }];
  const opened = await creator.license.openSplit({ modelId, shares });
  const { args } = await creator.license.waitForEvent({ hash: opened, eventName: 'SplitOpened' });
  await mined(creator.license.setRoyaltyTerms({ modelId, royaltyParts: 20, splitId: args.splitId }));
  const after = await publish(41n, { parents: [{ modelId, parts: 20 }] });

  const royaltiesOf = async ({ modelId: id }: typeof before) =>
    (await creator.license.getModel({ modelId: id })).parents;
  expect(await royaltiesOf(before)).toEqual([{ modelId, splitId: context.splitId, parts: 1 }]);
  expect(await royaltiesOf(after)).toEqual([{ modelId, splitId: args.splitId, parts: 20 }]);
  const terms = { royaltyParts: 20, royaltySplit: args.splitId };
  expect(await creator.license.getModel({ modelId })).toMatchObject(terms);
});

test('tells another’s model, another’s split, and all parts', async () => {
  const { creator, buyer, modelId, splitId } = context;
  const terms = { modelId, royaltyParts: 1, splitId };
  await expect(buyer.license.setRoyaltyTerms(terms)).rejects.toThrow(NotAllowedError);
  const unknown = creator.license.setRoyaltyTerms({ ...terms, splitId: zeroHash });
  await expect(unknown).rejects.toThrow(UnknownSplitError);
  await expect(unknown).rejects.toMatchObject({ values: { splitId: zeroHash, modelId } });
  const all = creator.license.setRoyaltyTerms({ ...terms, royaltyParts: 1_000_000 });
  await expect(all).rejects.toMatchObject({ name: 'WrongTotalError', values: { required: 999_999n } });
});
