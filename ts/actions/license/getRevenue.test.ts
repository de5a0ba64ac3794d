import { type Address, erc20Abi, type Hex } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { nativeToken } from '../../protocol/channel.ts';
import { modelIdOf } from '../../protocol/license/model.ts';
import { type Plan, planIdOf, usesPlan } from '../../protocol/license/plan.ts';
import { startAnvil } from '../../testing/anvil.ts';
import { createLicenseContext, type LicenseContext, type TestModel } from '../../testing/licenses.ts';
import { IncompleteHistoryError, ValueOutOfRangeError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  const anvil = await startAnvil();
  context = await createLicenseContext(import.meta.url, anvil.rpcUrl);
  return anvil.stop;
});

async function revenueIn(token: Address) {
  const { tokens, blockNumber } = await context.buyer.license.getRevenue({ token, blockRange: 50n });
  expect(blockNumber).toBe(await context.buyer.getBlockNumber());
  const [revenue] = tokens;
  if (!revenue || tokens.length !== 1) throw new Error('one token was asked for');
  return revenue;
}

function holding(token: Address): Promise<bigint> {
  const { buyer, license } = context;
  if (token === nativeToken) return buyer.getBalance({ address: license });
  return buyer.readContract({ abi: erc20Abi, address: token, functionName: 'balanceOf', args: [license] });
}

test('says who would be owed what if everything was collected and rolled up, and why', async () => {
  const { creator, relayer, token, modelId, splitId, publish, sell, buy, plans, mined } = context;
  const payee = relayer.account.address;
  const child = await publish(10n, {
    parents: [{ modelId, parts: 150_000 }],
    shares: [{ payee, parts: 850_000 }],
  });
  const plan = usesPlan({ modelId: child.modelId, price: 1_000_001n, uses: 1n, token });
  await sell(plan, child.splitId);
  await buy(plan);
  await buy(plans.uses);
  await mined(creator.license.collect({ plans: [plans.uses] }));
  await mined(creator.license.claim({ splitId, token, index: 0 }));
  await buy(plans.uses);

  const { price } = plans.uses;
  const { payees, plans: inToken, ...totals } = await revenueIn(token);
  expect(totals).toMatchObject({ token, held: 1_000_001n + price, outstanding: 1_000_001n + price, undivided: 0n });
  const sale = { kind: 'sale', index: 0 };
  const royalty = { kind: 'royalty', childId: child.modelId, childSplitId: child.splitId, royaltyParts: 150_000 };
  expect(payees).toEqual([
    {
      payee: creator.account.address,
      entitled: 2n * price + 150_000n,
      claimed: price,
      outstanding: price + 150_000n,
      reasons: [
        {
          ...sale,
          planId: planIdOf(plans.uses),
          splitId,
          parts: 1_000_000,
          income: 2n * price,
          amount: 2n * price,
        },
        { ...royalty, splitId, index: 0, parts: 1_000_000, income: 150_000n, amount: 150_000n },
      ],
    },
    {
      payee,
      entitled: 850_001n,
      claimed: 0n,
      outstanding: 850_001n,
      reasons: [
        {
          ...sale,
          planId: planIdOf(plan),
          splitId: child.splitId,
          parts: 850_000,
          income: 1_000_001n,
          amount: 850_001n,
        },
      ],
    },
  ]);
  const sold = inToken.filter((one) => one.sold > 0).map(({ earned, uncollected }) => ({ earned, uncollected }));
  expect(sold).toEqual([
    { earned: 2n * price, uncollected: price },
    { earned: 1_000_001n, uncollected: 1_000_001n },
  ]);
});

/** Numbers below `bound`, the same at every run. */
function sequence(): (bound: number) => number {
  let state = 0x2545f491;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

type Family = { models: (TestModel & { splitIds: Hex[] })[]; plans: Plan[]; tokens: Address[] };

/** Three generations, each with a split of two payees, another of three, and a plan in either money. */
async function raiseFamily(): Promise<Family> {
  const { creator, relayer, buyer, token, publish, sell, mined } = context;
  const [first, second, third] = [creator, relayer, buyer].map(({ account }) => account.address) as [Hex, Hex, Hex];
  const models: Family['models'] = [];
  const plans: Plan[] = [];
  for (const [number, parents] of [[], [150_001], [70_003, 200_007]].entries()) {
    const own = 1_000_000 - parents.reduce((sum, parts) => sum + parts, 0);
    const shares = [
      { payee: second, parts: 333_333 },
      { payee: first, parts: own - 333_333 },
    ];
    const royalties = models.slice(0, parents.length).map((parent, i) => ({ ...parent, parts: parents[i] ?? 0 }));
    const { modelId, splitId } = await publish(100n + BigInt(number), { parents: royalties, shares });
    const more = [
      { payee: first, parts: 1 },
      { payee: third, parts: 100_003 },
      { payee: first, parts: own - 100_004 },
    ];
    const hash = await creator.license.openSplit({ modelId, shares: more });
    const { args } = await creator.license.waitForEvent({ hash, eventName: 'SplitOpened' });
    await mined(creator.license.setRoyaltyTerms({ modelId, royaltyParts: 0, splitId: args.splitId }));
    models.push({ modelId, splitId, splitIds: [splitId, args.splitId] });
    for (const paid of [{ price: 1_000_003n, token }, { price: 17n + BigInt(number) }]) {
      const plan = usesPlan({ modelId, uses: 1n, ...paid });
      plans.push(plan);
      await sell(plan, splitId);
    }
  }
  return { models, plans, tokens: [token, nativeToken] };
}

/** Sales, collections, roll-ups, claims, and plans that are closed or bound to another split, in any order. */
async function liveThrough({ models, plans, tokens }: Family, steps: number) {
  const { creator, relayer, sell, buy, mined } = context;
  const next = sequence();
  const pick = <item>(items: readonly item[]): item => items[next(items.length)] as item;
  const done: Record<string, number> = {};
  for (let step = 0; step < steps; step += 1) {
    const plan = pick(plans);
    const splitIds = models.find(({ modelId }) => modelId === plan.modelId)?.splitIds ?? [];
    const [splitId, token] = [pick(splitIds), pick(tokens)];
    const action = pick(['buy', 'buy', 'buy', 'collect', 'rollUp', 'claim', 'claim', 'bind', 'close'] as const);
    if (action === 'buy') {
      if (!(await creator.license.getPlan({ plan })).open) await sell(plan, splitId);
      await buy(plan);
    } else if (action === 'collect') await mined(relayer.license.collect({ plans: [plan, pick(plans)] }));
    else if (action === 'rollUp') await mined(relayer.license.rollUp({ splitIds: [splitId], token }));
    else if (action === 'bind') await sell(plan, splitId);
    else if (action === 'close') {
      if (!(await creator.license.getPlan({ plan })).open) continue;
      await mined(creator.license.closePlan({ plan }));
    } else {
      const place = { splitId, token, index: next(3) };
      if ((await creator.license.getClaimable(place)) === 0n) continue;
      await mined(relayer.license.claim(place));
    }
    done[action] = (done[action] ?? 0) + 1;
  }
  return done;
}

async function expectAsStored(token: Address) {
  const { license } = context.buyer;
  const revenue = await revenueIn(token);
  expect(revenue.held).toBe(await holding(token));
  expect(revenue.undivided).toBeGreaterThanOrEqual(0n);
  for (const { planId, splitId, open, sold, uncollected } of revenue.plans) {
    const view = { known: true, open, sold, uncollected, splitId };
    expect(await license.getPlan({ plan: planId })).toEqual(view);
  }
  for (const { splitId, income, shares, parents } of revenue.splits) {
    expect(await license.getIncome({ splitId, token })).toBe(income);
    for (const { index, claimable } of shares) {
      expect(await license.getClaimable({ splitId, token, index })).toBe(claimable);
    }
    for (const { index, owed } of parents) {
      expect(await license.getOwedToParent({ splitId, token, index })).toBe(owed);
    }
  }
  for (const { entitled, claimed, outstanding, reasons } of revenue.payees) {
    expect(reasons.reduce((sum, { amount }) => sum + amount, 0n)).toBe(entitled);
    expect(outstanding).toBe(entitled - claimed);
  }
  return revenue;
}

/** What every payee is paid, once everything was collected and rolled up. */
async function payEveryone(plans: Plan[], token: Address): Promise<Map<Address, bigint>> {
  const { relayer, mined } = context;
  await mined(relayer.license.collect({ plans }));
  const { splits } = await revenueIn(token);
  const childrenFirst = splits.map(({ splitId }) => splitId).reverse();
  await mined(relayer.license.rollUp({ splitIds: childrenFirst, token }));
  const paid = new Map<Address, bigint>();
  for (const { splitId, shares } of (await revenueIn(token)).splits) {
    for (const { index, claimable } of shares) {
      if (claimable === 0n) continue;
      const hash = await relayer.license.claim({ splitId, token, index });
      const { args } = await relayer.license.waitForEvent({ hash, eventName: 'RevenueClaimed' });
      paid.set(args.payee, (paid.get(args.payee) ?? 0n) + args.amount);
    }
  }
  return paid;
}

test('equals what the contract stores, and what every payee is paid in the end', async () => {
  const family = await raiseFamily();
  const done = await liveThrough(family, 120);
  expect(Object.keys(done).sort()).toEqual(['bind', 'buy', 'claim', 'close', 'collect', 'rollUp']);

  for (const token of family.tokens) {
    const { payees, undivided, plans } = await expectAsStored(token);
    const paid = await payEveryone(
      plans.map(({ plan }) => plan),
      token,
    );
    const predicted = payees.filter(({ outstanding }) => outstanding !== 0n);
    expect(paid).toEqual(new Map(predicted.map(({ payee, outstanding }) => [payee, outstanding])));
    expect(await expectAsStored(token)).toMatchObject({ held: undivided, outstanding: 0n, undivided });
  }
}, 60_000);

test('gives the state after an earlier block, and all tokens unless one is asked for', async () => {
  const { buyer, token, plans, buy } = context;
  const toBlock = await buyer.getBlockNumber();
  const before = await buyer.license.getRevenue({ toBlock });
  expect(before.tokens.map((revenue) => revenue.token).sort()).toEqual([token, nativeToken].sort());
  await buy(plans.uses);
  expect(await buyer.license.getRevenue({ toBlock })).toEqual(before);
  const { held } = await revenueIn(token);
  expect(held - (before.tokens.find((revenue) => revenue.token === token)?.held ?? 0n)).toBe(plans.uses.price);
  const unused = await revenueIn(buyer.account.address);
  expect(unused).toMatchObject({ held: 0n, outstanding: 0n, plans: [], splits: [], payees: [] });
});

test('does not take a part of the history for the whole', async () => {
  const { creator, buyer, relayer, token, modelId, splitId, plans, buy, mined } = context;
  const nextBlock = async () => (await buyer.getBlockNumber()) + 1n;
  const partial = async (send: () => Promise<unknown>, reason: string | RegExp) => {
    const fromBlock = await nextBlock();
    await send();
    const attempt = buyer.license.getRevenue({ fromBlock });
    await expect(attempt).rejects.toThrow(IncompleteHistoryError);
    await expect(attempt).rejects.toThrow(reason);
  };
  const timed = planIdOf(plans.timed);
  await partial(() => buy(plans.timed), `plan ${timed} was never opened`);
  await partial(() => mined(creator.license.collect({ plans: [plans.timed] })), `plan ${timed} was never opened`);
  await partial(() => mined(relayer.license.claim({ splitId, token, index: 0 })), `split ${splitId} was never opened`);
  await partial(() => mined(creator.license.closePlan({ plan: plans.timed })), 'was never opened');
  await partial(() => mined(creator.license.openPlan({ plan: plans.timed, splitId })), 'was never opened');
  const child = { modelId: modelIdOf(creator.account.address, 200n), modelURI: '', parents: [{ modelId, parts: 1 }] };
  await partial(() => mined(creator.license.publishModel(child)), `split ${splitId} was never opened`);
  const shares = [{ payee: relayer.account.address, parts: 1_000_000 }];
  const opening = () => mined(creator.license.openSplit({ modelId, shares }));
  await partial(opening, `model ${modelId} was never registered`);
  await expect(buyer.license.getRevenue({ blockRange: 0n })).rejects.toThrow(ValueOutOfRangeError);
});
