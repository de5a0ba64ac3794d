import { beforeAll, expect, test } from 'vitest';
import { nativeToken } from '../../protocol/channel.ts';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import {
  InvalidAccountError,
  NotLicensedError,
  SeatOutlastsLicenseError,
  ValueOutOfRangeError,
} from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('names keys until a time, and takes that back', async () => {
  const { buyer, relayer, creator, modelId, plans, buy, mined } = context;
  await buy(plans.timed);
  const { expiresAt: until } = await buyer.license.getLicense({ modelId });
  const seats = [relayer.account.address, creator.account.address];
  await mined(buyer.license.setSeats({ modelId, seats, until }));
  const seat = { modelId, licensee: buyer.account.address, seat: relayer.account.address };
  expect(await buyer.license.getSeat(seat)).toBe(until);
  expect(await buyer.license.isSeatLicensed(seat)).toBe(true);

  await mined(buyer.license.setSeats({ modelId, seats: [relayer.account.address], until: 0 }));
  expect(await buyer.license.getSeat(seat)).toBe(0);
  expect(await buyer.license.isSeatLicensed(seat)).toBe(false);
  expect(await buyer.license.isSeatLicensed({ ...seat, seat: creator.account.address })).toBe(true);
});

test('tells a seat that would outlast the licence, none that is live, and one that cannot be', async () => {
  const { buyer, relayer, modelId } = context;
  const { expiresAt } = await buyer.license.getLicense({ modelId });
  const seats = [relayer.account.address];
  const longer = buyer.license.setSeats({ modelId, seats, until: expiresAt + 1 });
  await expect(longer).rejects.toThrow(SeatOutlastsLicenseError);
  const values = { until: BigInt(expiresAt) + 1n, expiresAt: BigInt(expiresAt) };
  await expect(longer).rejects.toMatchObject({ values });
  await expect(relayer.license.setSeats({ modelId, seats, until: 1 })).rejects.toThrow(NotLicensedError);
  const nobody = buyer.license.setSeats({ modelId, seats: [nativeToken], until: expiresAt });
  await expect(nobody).rejects.toThrow(InvalidAccountError);
  for (const until of [-1, 2 ** 40, 0.5]) {
    await expect(buyer.license.setSeats({ modelId, seats, until })).rejects.toThrow(ValueOutOfRangeError);
  }
});
