import { beforeAll, expect, test } from 'vitest';
import { createVaultContext, texts, type VaultContext } from '../../testing/vaults.ts';
import { WrongVersionError } from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('grants all, a researcher that stands twice too', async () => {
  const { owner, researcher, buyer, datasetId, mined, now } = context;
  const expiry = (await now()) + 86_400n;
  const grantFor = (client: typeof buyer, more = {}) => ({
    researcher: client.account.address,
    datasetId,
    expiry,
    ...texts,
    ...more,
  });
  const grants = [grantFor(researcher), grantFor(buyer), grantFor(researcher, { expiry: expiry + 1n })];
  await mined(owner.vault.grantMany({ grants }));
  expect(await researcher.vault.getGrant({ datasetId })).toMatchObject({ live: true, version: 2, expiry: expiry + 1n });
  expect(await buyer.vault.getGrant({ datasetId })).toMatchObject({ live: true, version: 1, expiry });
});

test('all or none', async () => {
  const { owner, datasetId, clientOf, now } = context;
  const [first, second] = [await clientOf('first'), await clientOf('second')];
  const grant = { datasetId, expiry: (await now()) + 60n, ...texts };
  const grants = [
    { ...grant, researcher: first.account.address },
    { ...grant, researcher: second.account.address, version: 2 },
  ];
  await expect(owner.vault.grantMany({ grants })).rejects.toThrow(WrongVersionError);
  expect(await first.vault.isLive({ datasetId })).toBe(false);
});
