import { type Address, getAddress, type Hex } from 'viem';
import {
  accountOf,
  entitlementOf,
  type LicenseReplay,
  partOf,
  type ReplayedParent,
  type ReplayedPlan,
  type ReplayedSplit,
} from './licenseReplay.ts';

/** What the licence contract holds of one token, and for whom. In the token's smallest unit. */
export type TokenRevenue = {
  /** The ERC-20, or `nativeToken`. */
  token: Address;
  /** All sales less all claims: the contract's own balance of the token must never be below it. */
  held: bigint;
  /** What would reach the payees altogether. */
  outstanding: bigint;
  /** What rounding leaves: `held` less `outstanding`. Later income divides it again. */
  undivided: bigint;
  /** Every plan that is paid in the token. */
  plans: (ReplayedPlan & {
    /** By all its sales. */
    earned: bigint;
  })[];
  /** Every split that the token reached, or would reach. */
  splits: SplitRevenue[];
  payees: PayeeRevenue[];
};

/** A split as the contract records it now: without what collecting and rolling up would bring. */
export type SplitRevenue = {
  splitId: Hex;
  modelId: Hex;
  income: bigint;
  shares: { index: number; payee: Address; parts: number; entitled: bigint; claimed: bigint; claimable: bigint }[];
  parents: (ReplayedParent & { index: number; rolledUp: bigint; owed: bigint })[];
};

/** What a payee gets over all splits, and why, if everything is collected and rolled up. */
export type PayeeRevenue = {
  payee: Address;
  /** The sum of the reasons. */
  entitled: bigint;
  claimed: bigint;
  /** What would reach it: `entitled` less `claimed`. */
  outstanding: bigint;
  reasons: RevenueReason[];
};

/** Why a payee gets `amount`. */
export type RevenueReason = Source & {
  /** The split that names the payee, and its place and parts there. */
  splitId: Hex;
  index: number;
  parts: number;
  /** The payee's part of the income. Rounding falls on the reasons in their order, so that they add up exactly. */
  amount: bigint;
};

/** What brings a split income. */
type Source = {
  /** What it brings the split in total, before the split divides it. */
  income: bigint;
} & (
  | {
      /** A plan was sold. */
      kind: 'sale';
      planId: Hex;
    }
  | {
      /** A derivative owes it. */
      kind: 'royalty';
      /** The derivative, the split of it that owes, and the parts that it gives. */
      childId: Hex;
      childSplitId: Hex;
      royaltyParts: number;
    }
);

/** The tokens that plans are paid in. */
export function tokensOf({ plans }: LicenseReplay): Address[] {
  return [...new Set([...plans.values()].map(({ plan }) => getAddress(plan.token)))];
}

/** Who is owed what of a token, and why. */
export function revenueOf(state: LicenseReplay, token: Address): TokenRevenue {
  const sources = sourcesOf(state, token);
  const reached = [...state.splits.values()].filter(({ splitId }) => sources.has(splitId));
  const plans = plansOf(state, token).map((plan) => ({ ...plan, earned: BigInt(plan.sold) * plan.plan.price }));
  const splits = reached.map((split) => splitRevenue(state, split, token));
  const payees = payeesOf(reached, sources, token);

  const claimed = sum(payees.map((payee) => payee.claimed));
  const held = sum(plans.map(({ earned }) => earned)) - claimed;
  const outstanding = sum(payees.map((payee) => payee.outstanding));
  return { token, held, outstanding, undivided: held - outstanding, plans, splits, payees };
}

function plansOf({ plans }: LicenseReplay, token: Address): ReplayedPlan[] {
  return [...plans.values()].filter(({ plan }) => getAddress(plan.token) === token);
}

/** What every split gets if everything is collected and rolled up, by split. */
function sourcesOf(state: LicenseReplay, token: Address): Map<Hex, Source[]> {
  const sources = new Map<Hex, Source[]>();
  const bring = (splitId: Hex, source: Source) => {
    if (source.income !== 0n) sources.set(splitId, [...(sources.get(splitId) ?? []), source]);
  };
  for (const [splitId, incomes] of salesOf(state, token)) {
    for (const [planId, income] of incomes) bring(splitId, { kind: 'sale', planId, income });
  }
  for (const { splitId, modelId } of childrenFirst(state)) {
    const total = sum((sources.get(splitId) ?? []).map(({ income }) => income));
    for (const { splitId: parentSplit, parts } of state.parents.get(modelId) ?? []) {
      const owing = { childId: modelId, childSplitId: splitId, royaltyParts: parts };
      bring(parentSplit, { kind: 'royalty', ...owing, income: partOf(parts, total) });
    }
  }
  return sources;
}

/** What plans brought, or would bring, each split: by split, then by plan. */
function salesOf(state: LicenseReplay, token: Address): Map<Hex, Map<Hex, bigint>> {
  const sales = new Map<Hex, Map<Hex, bigint>>();
  for (const split of state.splits.values()) sales.set(split.splitId, new Map(accountOf(split, token).collected));
  for (const { planId, splitId, uncollected } of plansOf(state, token)) {
    const incomes = sales.get(splitId);
    incomes?.set(planId, (incomes.get(planId) ?? 0n) + uncollected);
  }
  return sales;
}

/** A model is farther from its furthest ancestor than its parents are. */
function childrenFirst({ splits, depths }: LicenseReplay): ReplayedSplit[] {
  const depthOf = ({ modelId }: ReplayedSplit) => depths.get(modelId) ?? 0;
  return [...splits.values()].sort((a, b) => depthOf(b) - depthOf(a));
}

function splitRevenue({ parents }: LicenseReplay, split: ReplayedSplit, token: Address): SplitRevenue {
  const { splitId, modelId } = split;
  const { income, claimed, rolledUp } = accountOf(split, token);
  const shares = split.shares.map(({ payee, parts }, index) => {
    const [entitled, had] = [entitlementOf(index, parts, income), claimed.get(index) ?? 0n];
    return { index, payee, parts, entitled, claimed: had, claimable: entitled - had };
  });
  const owing = (parents.get(modelId) ?? []).map((parent, index) => {
    const had = rolledUp.get(index) ?? 0n;
    return { ...parent, index, rolledUp: had, owed: partOf(parent.parts, income) - had };
  });
  return { splitId, modelId, income, shares, parents: owing };
}

function payeesOf(splits: ReplayedSplit[], sources: Map<Hex, Source[]>, token: Address): PayeeRevenue[] {
  const payees = new Map<Address, PayeeRevenue>();
  for (const split of splits) {
    const { claimed: had } = accountOf(split, token);
    for (const [index, { payee, parts }] of split.shares.entries()) {
      const known = payees.get(payee) ?? { payee, entitled: 0n, claimed: 0n, outstanding: 0n, reasons: [] };
      const place = { splitId: split.splitId, index, parts };
      const reasons = divide(sources.get(split.splitId) ?? [], index, parts).map((reason) => ({ ...reason, ...place }));
      const entitled = known.entitled + sum(reasons.map(({ amount }) => amount));
      const claimed = known.claimed + (had.get(index) ?? 0n);
      const all = [...known.reasons, ...reasons];
      payees.set(payee, { payee, entitled, claimed, outstanding: entitled - claimed, reasons: all });
    }
  }
  return [...payees.values()];
}

/** What a place is entitled to by each source: by how much it raises the entitlement to all before it. */
function divide(sources: Source[], index: number, parts: number): (Source & { amount: bigint })[] {
  let before = 0n;
  return sources.map((source) => {
    const upTo = before + source.income;
    const amount = entitlementOf(index, parts, upTo) - entitlementOf(index, parts, before);
    before = upTo;
    return { ...source, amount };
  });
}

function sum(amounts: bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
