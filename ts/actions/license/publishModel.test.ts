import { sha256, toHex } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { ContentMismatchError, cidOf, uriOf } from '../../content/index.ts';
import { modelIdOf, type Royalty, type Share, splitIdOf, totalParts } from '../../protocol/license/model.ts';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { NotAllowedError, RoyaltyTooLowError, TooDeepError, UnknownModelError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('publishes a model with parents, payees and a digest', async () => {
  const { creator, relayer, publish } = context;
  const [first, second] = [await publish(20n), await publish(21n)];
  const modelId = modelIdOf(creator.account.address, 22n);
  const contentDigest = sha256(toHex('content'));
  const shares: Share[] = [
    { payee: creator.account.address, parts: 500_000 },
    { payee: relayer.account.address, parts: 200_000 },
  ];
  const parents: Royalty[] = [
    { modelId: second.modelId, parts: 250_000 },
    { modelId: first.modelId, parts: 50_000 },
  ];
  const terms = { contentDigest, parents, shares, royaltyParts: 10_000 };
  const modelURI = uriOf(cidOf(contentDigest, 'raw'));
  const hash = await creator.license.publishModel({ modelId, modelURI, ...terms });
  const { args } = await creator.license.waitForEvent({ hash, eventName: 'SplitOpened' });
  const splitId = splitIdOf(modelId, shares);
  expect(args).toEqual({ splitId, modelId, shares });
  expect(await creator.license.getModel({ modelId })).toEqual({
    registered: true,
    depth: 1,
    ownParts: 700_000,
    royaltyParts: 10_000,
    version: 1,
    royaltySplit: splitId,
    contentDigest,
    parents: [
      { ...first, parts: 50_000 },
      { ...second, parts: 250_000 },
    ],
  });
});

test('what parents leave is the account’s by default', async () => {
  const { creator, modelId: parentId } = context;
  const modelId = modelIdOf(creator.account.address, 23n);
  const parents = [{ modelId: parentId, parts: 1 }];
  const hash = await creator.license.publishModel({ modelId, modelURI: '', parents });
  const { args } = await creator.license.waitForEvent({ hash, eventName: 'SplitOpened' });
  expect(args.shares).toEqual([{ payee: creator.account.address, parts: totalParts - 1 }]);
});

test('tells a parent that there is not, that asks for more, or that is too deep, and another’s id', async () => {
  const { creator, buyer, publish, mined, splitId, modelId: parentId } = context;
  const modelId = modelIdOf(creator.account.address, 24n);
  const from = (id: `0x${string}`, parts: number) =>
    creator.license.publishModel({ modelId, modelURI: '', parents: [{ modelId: id, parts }] });

  await expect(from(modelIdOf(creator.account.address, 99n), 1)).rejects.toThrow(UnknownModelError);
  await mined(creator.license.setRoyaltyTerms({ modelId: parentId, royaltyParts: 5, splitId }));
  await expect(from(parentId, 4)).rejects.toThrow(RoyaltyTooLowError);
  await expect(from(parentId, 4)).rejects.toMatchObject({ values: { parentId, parts: 4n, minimum: 5n } });
  const ofAnother = buyer.license.publishModel({ modelId, modelURI: '' });
  await expect(ofAnother).rejects.toThrow(NotAllowedError);

  let deepest = parentId;
  for (const generation of [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n]) {
    const child = await publish(100n + generation, { parents: [{ modelId: deepest, parts: 5 }] });
    deepest = child.modelId;
  }
  await expect(from(deepest, 5)).rejects.toThrow(TooDeepError);
  await expect(from(deepest, 5)).rejects.toMatchObject({ values: { depth: 9n, maximum: 8n } });
});

test('refuses parts that cannot be before anything is sent', async () => {
  const { creator, modelId: parentId } = context;
  const payee = creator.account.address;
  const modelId = modelIdOf(payee, 25n);
  const parent = (number: bigint, parts: number) => ({ modelId: modelIdOf(payee, number), parts });
  const share = (parts: number) => ({ payee, parts });
  const refuses = (terms: object, name: string, values: object) =>
    expect(creator.license.publishModel({ modelId, modelURI: '', ...terms })).rejects.toMatchObject({ name, values });

  const nine = [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n].map((number) => parent(number, 1));
  await refuses({ parents: nine }, 'TooManyParentsError', { count: 9n, maximum: 8n });
  const upperCase = { modelId: parentId.toUpperCase().replace('0X', '0x'), parts: 1 };
  const twice = { parents: [{ modelId: parentId, parts: 1 }, upperCase] };
  await refuses(twice, 'ParentsNotAscendingError', {});
  await refuses({ parents: [parent(1n, 1), parent(2n, 0)] }, 'ZeroPartsError', { index: 1n });
  const all = { parents: [parent(1n, 999_999), parent(2n, 1)] };
  await refuses(all, 'WrongTotalError', { total: 1_000_000n, required: 999_999n });
  await refuses({ parents: [parent(1n, 0.5)] }, 'ValueOutOfRangeError', { field: 'parents[0].parts', value: 0.5 });

  await refuses({ shares: [] }, 'ShareCountOutOfRangeError', { count: 0n, minimum: 1n, maximum: 250n });
  const tooMany = Array.from({ length: 251 }, () => share(1));
  await refuses({ shares: tooMany }, 'ShareCountOutOfRangeError', { count: 251n });
  await refuses({ shares: [share(1_000_000), share(0)] }, 'ZeroPartsError', { index: 1n });
  await refuses({ shares: [share(-1)] }, 'ValueOutOfRangeError', { field: 'shares[0].parts', value: -1 });
  const short = { shares: [share(999_999)] };
  await refuses(short, 'WrongTotalError', { total: 999_999n, required: 1_000_000n });
  const forgotten = { shares: [share(1_000_000)], parents: [parent(1n, 1)] };
  await refuses(forgotten, 'WrongTotalError', { total: 1_000_000n, required: 999_999n });

  await refuses({ royaltyParts: 1_000_000 }, 'WrongTotalError', { total: 1_000_000n, required: 999_999n });
  await refuses({ royaltyParts: Number.NaN }, 'ValueOutOfRangeError', { field: 'royaltyParts' });
});

test('content that URI and digest name differently is refused before anything is sent', async () => {
  const { creator } = context;
  const modelId = modelIdOf(creator.account.address, 90n);
  const modelURI = uriOf(cidOf(sha256(toHex('content')), 'raw'));
  const contentDigest = sha256(toHex('other content'));
  await expect(creator.license.publishModel({ modelId, modelURI, contentDigest })).rejects.toThrow(
    ContentMismatchError,
  );
  expect(await creator.license.getModel({ modelId })).toMatchObject({ registered: false });
});
