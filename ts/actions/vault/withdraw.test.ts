import { beforeAll, expect, test } from 'vitest';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';
import { InvalidAccountError, NothingToWithdrawError } from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('pays the whole credit out, to another too', async () => {
  const { owner, buyer, relayer, datasetId, offers, buy, mined } = context;
  const purchases = [await buy(offers.token), await buy(offers.native)];
  await mined(owner.vault.revokeAll({ datasetId }));
  await mined(relayer.vault.settleMany({ purchases }));
  for (const to of [undefined, relayer.account.address]) {
    const { token, price } = to ? offers.native : offers.token;
    const hash = await buyer.vault.withdraw({ token, to });
    const { args } = await buyer.vault.waitForEvent({ hash, eventName: 'Withdrawn' });
    const account = buyer.account.address;
    expect(args).toEqual({ account, token, to: to ?? account, amount: price });
    expect(await buyer.vault.getCredit({ token })).toBe(0n);
  }
});

test('tells when there is nothing, and who can be paid nothing', async () => {
  const { researcher, token, vault } = context;
  const nothing = researcher.vault.withdraw({ token });
  await expect(nothing).rejects.toThrow(NothingToWithdrawError);
  await expect(nothing).rejects.toMatchObject({ values: { account: researcher.account.address, token } });
  await expect(researcher.vault.withdraw({ token, to: vault })).rejects.toThrow(InvalidAccountError);
});
