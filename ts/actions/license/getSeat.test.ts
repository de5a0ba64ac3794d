import { beforeAll, expect, test } from 'vitest';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('is the time that was named, at any block', async () => {
  const { buyer, relayer, modelId, plans, buy, mined } = context;
  await buy(plans.timed);
  const { expiresAt: until } = await buyer.license.getLicense({ modelId });
  const seat = { modelId, licensee: buyer.account.address, seat: relayer.account.address };
  const blockNumber = await buyer.getBlockNumber();
  await mined(buyer.license.setSeats({ modelId, seats: [seat.seat], until }));
  expect(await relayer.license.getSeat(seat)).toBe(until);
  expect(await relayer.license.getSeat({ ...seat, blockNumber })).toBe(0);
});
