import { beforeAll, expect, test } from 'vitest';
import { startAnvil } from '../../testing/anvil.ts';
import { createLicenseContext, type LicenseContext, month } from '../../testing/licenses.ts';

let context: LicenseContext;

beforeAll(async () => {
  const anvil = await startAnvil();
  context = await createLicenseContext(import.meta.url, anvil.rpcUrl);
  return anvil.stop;
});

test('has term and uses apart', async () => {
  const { buyer, relayer, modelId, plans, buy } = context;
  const none = { startedAt: 0, expiresAt: 0, remainingUses: 0n, meteredUses: 0n };
  expect(await buyer.license.getLicense({ modelId })).toEqual(none);
  const before = await buyer.getBlockNumber();
  await buy(plans.timed);
  const startedAt = Number(await context.now());
  await buy(plans.uses);
  const account = buyer.account.address;
  expect(await relayer.license.getLicense({ modelId, account })).toEqual({
    startedAt,
    expiresAt: startedAt + Number(month),
    remainingUses: 10n,
    meteredUses: 0n,
  });
  expect(await buyer.license.getLicense({ modelId, blockNumber: before })).toEqual(none);
});
