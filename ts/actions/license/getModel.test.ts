import { zeroHash } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { modelIdOf } from '../../protocol/license/model.ts';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('of a model with parents, each with its split', async () => {
  const { creator, publish, modelId, splitId } = context;
  const other = await publish(80n);
  const parents = [
    { modelId, parts: 7 },
    { modelId: other.modelId, parts: 8 },
  ];
  const child = await publish(81n, { parents });
  expect(await creator.license.getModel({ modelId: child.modelId })).toEqual({
    registered: true,
    depth: 1,
    ownParts: 999_985,
    royaltyParts: 0,
    version: 1,
    royaltySplit: child.splitId,
    contentDigest: zeroHash,
    parents: [
      { modelId, splitId, parts: 7 },
      { ...other, parts: 8 },
    ],
  });
});

test('one that there is not is not registered', async () => {
  const { creator } = context;
  const model = await creator.license.getModel({ modelId: modelIdOf(creator.account.address, 99n) });
  expect(model).toMatchObject({ registered: false, version: 0, parents: [] });
});
