import { beforeAll, expect, test } from 'vitest';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { NotLicensedError, UsesOutOfRangeError, ValueOutOfRangeError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('the licensee uses up its own, and a seat its licensee’s', async () => {
  const { buyer, relayer, modelId, plans, buy, mined, now } = context;
  await buy(plans.uses);
  const licensee = buyer.account.address;
  const hash = await buyer.license.consume({ modelId, uses: 3n });
  const { args } = await buyer.license.waitForEvent({ hash, eventName: 'UsesConsumed' });
  expect(args).toEqual({ modelId, licensee, by: licensee, uses: 3n });

  const stranger = relayer.license.consume({ modelId, licensee, uses: 1n });
  await expect(stranger).rejects.toThrow(NotLicensedError);
  await expect(stranger).rejects.toMatchObject({ values: { modelId, account: relayer.account.address } });
  const until = Number(await now()) + 3_600;
  await mined(buyer.license.setSeats({ modelId, seats: [relayer.account.address], until }));
  await mined(relayer.license.consume({ modelId, licensee, uses: 1n }));
  expect(await buyer.license.getLicense({ modelId })).toMatchObject({ remainingUses: 6n });
});

test('tells uses that there are not', async () => {
  const { buyer, modelId } = context;
  const { remainingUses: remaining } = await buyer.license.getLicense({ modelId });
  for (const uses of [0n, remaining + 1n]) {
    const attempt = buyer.license.consume({ modelId, uses });
    await expect(attempt).rejects.toThrow(UsesOutOfRangeError);
    await expect(attempt).rejects.toMatchObject({ values: { uses, minimum: 1n, remaining } });
  }
  await expect(buyer.license.consume({ modelId, uses: 2n ** 64n })).rejects.toThrow(ValueOutOfRangeError);
});
