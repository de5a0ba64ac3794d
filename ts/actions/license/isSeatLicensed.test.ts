import { beforeAll, expect, test } from 'vitest';
import { startAnvil } from '../../testing/anvil.ts';
import { createLicenseContext, type LicenseContext, month } from '../../testing/licenses.ts';

let context: LicenseContext;

beforeAll(async () => {
  const anvil = await startAnvil();
  context = await createLicenseContext(import.meta.url, anvil.rpcUrl);
  return anvil.stop;
});

test('until the seat’s time, and no longer than the licence is live', async () => {
  const { buyer, relayer, modelId, plans, buy, mined, now, advance } = context;
  await buy(plans.uses);
  const seat = { modelId, licensee: buyer.account.address };
  expect(await relayer.license.isSeatLicensed(seat)).toBe(false);
  const until = Number((await now()) + month);
  await mined(buyer.license.setSeats({ modelId, seats: [relayer.account.address], until }));
  expect(await relayer.license.isSeatLicensed(seat)).toBe(true);
  expect(await buyer.license.isSeatLicensed({ ...seat, seat: relayer.account.address })).toBe(true);

  await mined(relayer.license.consume({ modelId, licensee: seat.licensee, uses: 10n }));
  expect(await relayer.license.isSeatLicensed(seat)).toBe(false);
  await buy(plans.uses);
  expect(await relayer.license.isSeatLicensed(seat)).toBe(true);
  await advance(Number(month));
  expect(await relayer.license.isSeatLicensed(seat)).toBe(false);
});
