import { beforeAll, expect, test } from 'vitest';
import { startAnvil } from '../../testing/anvil.ts';
import { createVaultContext, month, type VaultContext } from '../../testing/vaults.ts';

let context: VaultContext;

beforeAll(async () => {
  const anvil = await startAnvil();
  context = await createVaultContext(import.meta.url, anvil.rpcUrl);
  return anvil.stop;
});

test('is what settling would credit, and does', async () => {
  const { owner, buyer, datasetId, offers, buy, deliver, mined, advance } = context;
  const { price, token } = offers.token;
  const purchase = await buy(offers.token);
  expect(await buyer.vault.getSettlement({ purchase })).toEqual({ earned: 0n, refunded: 0n, closed: false });
  await deliver(purchase);
  await advance(month / 2);
  await mined(owner.vault.revokeAccess({ researcher: buyer.account.address, datasetId }));
  const settlement = await buyer.vault.getSettlement({ purchase });
  const { earned, refunded } = settlement;
  expect(earned).toBeGreaterThanOrEqual(price / 2n);
  expect(settlement).toEqual({ earned, refunded: price - earned, closed: true });
  await mined(buyer.vault.settle({ purchase }));
  expect(await owner.vault.getCredit({ token })).toBe(earned);
  expect(await buyer.vault.getCredit({ token })).toBe(refunded);
});
