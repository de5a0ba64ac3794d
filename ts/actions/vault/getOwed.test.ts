import { erc20Abi, type Hex } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { purchaseIdOf } from '../../protocol/vault/offer.ts';
import { startAnvil } from '../../testing/anvil.ts';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';
import { IncompleteHistoryError } from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  const anvil = await startAnvil();
  context = await createVaultContext(import.meta.url, anvil.rpcUrl);
  return anvil.stop;
});

/** Purchases in every status, in both moneys, settled and withdrawn or not. */
async function liveThroughEverything() {
  const { owner, researcher, buyer, relayer, datasetId, offers, register, offerOf, open, buy, deliver, mined } =
    context;
  const { mint, token, advance } = context;
  await mint(researcher.account.address, 3n * offers.token.price);
  const other = await register(2n);
  const short = offerOf(other, { price: 1_000_003n, duration: 3_600 });
  await open(short);
  const ended = await buy(short);
  await deliver(ended);
  const prolonged = [await buy(offers.token), await buy(offers.token)];
  for (const purchase of prolonged) await deliver(purchase);
  const native = await buy(offers.native, researcher);
  await deliver(native);
  const undelivered = await buy(offers.token, researcher);
  await advance(200_000);
  await mined(relayer.vault.settleMany({ purchases: [ended, ...prolonged, native] }));
  await mined(owner.vault.withdraw({ token }));
  await mined(owner.vault.revokeAccess({ researcher: researcher.account.address, datasetId }));
  await mined(relayer.vault.settleMany({ purchases: [native, undelivered] }));
  const again = await buy(offers.native, researcher);
  await deliver(again);
  await advance(100_000);
  const waiting = await buy(offers.token, researcher);
  await mined(owner.vault.revokeAll({ datasetId }));
  await mined(relayer.vault.settle({ purchase: again }));
  await mined(owner.vault.grantAccess({ researcher: buyer.account.address, datasetId: other, expiry: 2n ** 40n }));
  await buy(offers.native);
  return { datasets: [datasetId, other], purchases: [ended, ...prolonged, native, undelivered, again, waiting] };
}

async function expectAsStored(datasets: readonly Hex[]) {
  const { owner, vault } = context;
  const { tokens, blockNumber } = await owner.vault.getOwed({ blockRange: 7n });
  expect(blockNumber).toBe(await owner.getBlockNumber());
  for (const { token, total, credits, purchases } of tokens) {
    const args = [vault] as const;
    const balance = { abi: erc20Abi, address: token, functionName: 'balanceOf', args } as const;
    const held = BigInt(token) === 0n ? owner.getBalance({ address: vault }) : owner.readContract(balance);
    expect(total).toBe(await held);
    for (const { account, credit } of credits) expect(await owner.vault.getCredit({ token, account })).toBe(credit);
    for (const { status, held: ofPurchase } of purchases) expect(ofPurchase === 0n).toBe(status === 'closed');
  }
  const statuses: string[] = [];
  for (const datasetId of datasets) {
    const told = await owner.vault.getPurchases({ datasetId });
    for (const { purchaseId, offer, buyer, salt, refunded, revokedAt, settlement, ...view } of told.purchases) {
      const purchase = { offer, buyer, salt };
      expect(purchaseIdOf(purchase)).toBe(purchaseId);
      expect(view).toEqual(await owner.vault.getPurchase({ purchase }));
      expect(settlement).toEqual(await owner.vault.getSettlement({ purchase, blockNumber: told.blockNumber }));
      statuses.push(view.status);
    }
  }
  return { tokens, statuses };
}

test('recomputes from events alone what the contract stores, and holds', async () => {
  const { relayer, mined } = context;
  const { datasets, purchases } = await liveThroughEverything();
  const { tokens, statuses } = await expectAsStored(datasets);
  expect(tokens.length).toBe(2);
  expect([...new Set(statuses)].sort()).toEqual(['closed', 'delivered', 'pending']);
  await mined(relayer.vault.settleMany({ purchases }));
  const settled = await expectAsStored(datasets);
  expect(settled.statuses.filter((status) => status !== 'closed')).toEqual(['pending']);
}, 60_000);

test('gives the state after an earlier block', async () => {
  const { owner, offers, buy } = context;
  const toBlock = await owner.getBlockNumber();
  const before = await owner.vault.getOwed({ toBlock });
  await buy(offers.token);
  expect(await owner.vault.getOwed({ toBlock })).toEqual(before);
  expect(await owner.vault.getOwed()).not.toEqual(before);
});

test('does not take a part of the history for the whole', async () => {
  const { owner, offers, buy } = context;
  const fromBlock = (await owner.getBlockNumber()) + 1n;
  await buy(offers.token);
  const partial = owner.vault.getOwed({ fromBlock });
  await expect(partial).rejects.toThrow(IncompleteHistoryError);
  await expect(partial).rejects.toThrow(/offer 0x\w+ was never opened/);
});
