import { beforeAll, expect, test } from 'vitest';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('settles each, and passes over what was never bought', async () => {
  const { owner, buyer, relayer, datasetId, offers, buy, mined } = context;
  const purchases = [await buy(offers.token), await buy(offers.native)];
  await mined(owner.vault.revokeAll({ datasetId }));
  const never = { offer: offers.token, buyer: buyer.account.address, salt: 99n };
  await mined(relayer.vault.settleMany({ purchases: [never, ...purchases] }));
  for (const { token, price } of Object.values(offers)) expect(await buyer.vault.getCredit({ token })).toBe(price);
});
