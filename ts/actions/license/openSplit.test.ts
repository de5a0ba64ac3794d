import { beforeAll, expect, test } from 'vitest';
import { type Share, splitIdOf } from '../../protocol/license/model.ts';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { InvalidAccountError, NotAllowedError, SplitExistsError, WrongTotalError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

function halves(): Share[] {
  const { creator, relayer } = context;
  return [creator, relayer].map(({ account }) => ({ payee: account.address, parts: 500_000 }));
}

test('opens a split under the id that its payees have', async () => {
  const { creator, modelId } = context;
  const shares = halves();
  const hash = await creator.license.openSplit({ modelId, shares });
  const { args } = await creator.license.waitForEvent({ hash, eventName: 'SplitOpened' });
  expect(args).toEqual({ splitId: splitIdOf(modelId, shares), modelId, shares });
  expect(await creator.license.getShares({ splitId: args.splitId })).toEqual(shares);

  const again = creator.license.openSplit({ modelId, shares });
  await expect(again).rejects.toThrow(SplitExistsError);
  await expect(again).rejects.toMatchObject({ values: { splitId: args.splitId } });
});

test('tells another’s model, a total that is not the model’s, and a payee that cannot be', async () => {
  const { creator, buyer, modelId, license } = context;
  await expect(buyer.license.openSplit({ modelId, shares: halves() })).rejects.toThrow(NotAllowedError);
  const { modelId: derived } = await context.publish(30n, { parents: [{ modelId, parts: 100_000 }] });
  const whole = creator.license.openSplit({ modelId: derived, shares: halves() });
  await expect(whole).rejects.toThrow(WrongTotalError);
  await expect(whole).rejects.toMatchObject({ values: { total: 1_000_000n, required: 900_000n } });
  const toContract = creator.license.openSplit({ modelId, shares: [{ payee: license, parts: 1_000_000 }] });
  await expect(toContract).rejects.toThrow(InvalidAccountError);
});

test('refuses parts beyond all before anything is sent', async () => {
  const { creator, modelId } = context;
  const [first] = halves();
  const shares = [...halves(), { ...first, parts: 1 } as Share];
  const attempt = creator.license.openSplit({ modelId, shares });
  await expect(attempt).rejects.toMatchObject({ name: 'WrongTotalError', values: { total: 1_000_001n } });
  await expect(creator.license.openSplit({ modelId, shares: [] })).rejects.toThrow('the split has 0 payees');
});
