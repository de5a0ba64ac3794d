import { type Address, getAddress, type Hex } from 'viem';
import { type Share, totalParts } from '../../protocol/license/model.ts';
import { fromPlanStruct, type Plan } from '../../protocol/license/plan.ts';
import type { modelLicense } from './contracts/modelLicense.ts';
import { type ContractLog, incompleteHistory } from './history.ts';

type LicenseAbi = (typeof modelLicense)['abi'];

/** One of the licence contract's events, decoded. */
type LicenseLog = ContractLog<LicenseAbi>;

type LogOf<name extends LicenseLog['eventName']> = Extract<LicenseLog, { eventName: name }>;

/** A parent of a model, and the split of it that is paid. */
export type ReplayedParent = { modelId: Hex; splitId: Hex; parts: number };

/** A plan, as its events tell it. Amounts are in its token's smallest unit. */
export type ReplayedPlan = {
  planId: Hex;
  plan: Plan;
  /** The split that it earns for. */
  splitId: Hex;
  open: boolean;
  /** Purchases so far. */
  sold: number;
  /** What it earned since it was collected. */
  uncollected: bigint;
};

/** What a split had of one token, and where it went. */
export type SplitAccount = {
  income: bigint;
  /** The part of the income that each plan brought. */
  collected: Map<Hex, bigint>;
  /** By the payee's place. */
  claimed: Map<number, bigint>;
  /** By the parent's place. */
  rolledUp: Map<number, bigint>;
};

/** A split, as its events tell it. */
export type ReplayedSplit = {
  splitId: Hex;
  modelId: Hex;
  shares: readonly Share[];
  accounts: Map<Address, SplitAccount>;
};

/** The books of a licence contract, from its events alone: the package's own reckoning of what the contract stores. */
export type LicenseReplay = {
  /** By model id: how far it is from its furthest ancestor. */
  depths: Map<Hex, number>;
  parents: Map<Hex, ReplayedParent[]>;
  splits: Map<Hex, ReplayedSplit>;
  plans: Map<Hex, ReplayedPlan>;
};

export function emptyLicenseReplay(): LicenseReplay {
  return { depths: new Map(), parents: new Map(), splits: new Map(), plans: new Map() };
}

/** What a payee's place is entitled to of an income: the first place of a split is rounded up. */
export function entitlementOf(index: number, parts: number, income: bigint): bigint {
  return index === 0 ? (income * BigInt(parts) + BigInt(totalParts - 1)) / BigInt(totalParts) : partOf(parts, income);
}

/** What a parent gets of an income. */
export function partOf(parts: number, income: bigint): bigint {
  return (income * BigInt(parts)) / BigInt(totalParts);
}

/** What a split had of a token. */
export function accountOf({ accounts }: ReplayedSplit, token: Address): SplitAccount {
  const known = accounts.get(getAddress(token));
  if (known) return known;
  const account = { income: 0n, collected: new Map(), claimed: new Map(), rolledUp: new Map() };
  accounts.set(getAddress(token), account);
  return account;
}

/**
 * Applies one event. Events must come in the chain's order, from the contract's first on. What is claimed and rolled up
 * is recomputed, and must be what the event says. Throws {@link IncompleteHistoryError}.
 */
export function applyLicenseEvent(state: LicenseReplay, log: LicenseLog): void {
  switch (log.eventName) {
    case 'ParentLinked':
      linkParent(state, log);
      return;
    case 'ModelRegistered':
      state.depths.set(log.args.modelId, log.args.depth);
      return;
    case 'SplitOpened':
      openSplit(state, log);
      return;
    case 'PlanOpened':
      openPlan(state, log);
      return;
    case 'PlanClosed':
      planOf(state, log, log.args.planId).open = false;
      return;
    case 'LicenseAcquired': {
      const plan = planOf(state, log, log.args.planId);
      plan.sold += 1;
      plan.uncollected += plan.plan.price;
      return;
    }
    case 'RevenueCollected':
      collect(state, log);
      return;
    case 'RoyaltyRolledUp':
      rollUp(state, log);
      return;
    case 'RevenueClaimed':
      claim(state, log);
      return;
    default:
      // Of the others none moves money.
      return;
  }
}

function linkParent({ parents, splits }: LicenseReplay, log: LogOf<'ParentLinked'>): void {
  const { modelId, parentId, parentSplit, parts } = log.args;
  if (!splits.has(parentSplit)) throw incompleteHistory(log, `split ${parentSplit} was never opened`);
  const linked = parents.get(modelId) ?? [];
  parents.set(modelId, [...linked, { modelId: parentId, splitId: parentSplit, parts }]);
}

function openSplit({ depths, splits }: LicenseReplay, log: LogOf<'SplitOpened'>): void {
  const { splitId, modelId, shares } = log.args;
  if (!depths.has(modelId)) throw incompleteHistory(log, `model ${modelId} was never registered`);
  splits.set(splitId, { splitId, modelId, shares, accounts: new Map() });
}

function openPlan(state: LicenseReplay, log: LogOf<'PlanOpened'>): void {
  const { planId, splitId } = log.args;
  splitOf(state, log, splitId);
  const { sold, uncollected } = state.plans.get(planId) ?? { sold: 0, uncollected: 0n };
  const plan = fromPlanStruct(log.args.plan);
  state.plans.set(planId, { planId, plan, splitId, open: true, sold, uncollected });
}

function collect(state: LicenseReplay, log: LogOf<'RevenueCollected'>): void {
  const { planId, splitId, token, amount } = log.args;
  const plan = planOf(state, log, planId);
  requireSame(log, `plan ${planId} earned`, plan.uncollected, amount);
  plan.uncollected = 0n;
  const account = accountOf(splitOf(state, log, splitId), token);
  account.income += amount;
  add(account.collected, planId, amount);
}

function rollUp(state: LicenseReplay, log: LogOf<'RoyaltyRolledUp'>): void {
  const { splitId, parentSplit, token, amount } = log.args;
  const index = Number(log.args.index);
  const split = splitOf(state, log, splitId);
  const { income, rolledUp } = accountOf(split, token);
  const parts = state.parents.get(split.modelId)?.[index]?.parts ?? 0;
  requireSame(log, `split ${splitId} owed`, partOf(parts, income) - (rolledUp.get(index) ?? 0n), amount);
  add(rolledUp, index, amount);
  accountOf(splitOf(state, log, parentSplit), token).income += amount;
}

function claim(state: LicenseReplay, log: LogOf<'RevenueClaimed'>): void {
  const { splitId, token, amount } = log.args;
  const index = Number(log.args.index);
  const split = splitOf(state, log, splitId);
  const { income, claimed } = accountOf(split, token);
  const entitled = entitlementOf(index, split.shares[index]?.parts ?? 0, income);
  requireSame(log, `split ${splitId} owed`, entitled - (claimed.get(index) ?? 0n), amount);
  add(claimed, index, amount);
}

function add<key>(amounts: Map<key, bigint>, key: key, amount: bigint): void {
  amounts.set(key, (amounts.get(key) ?? 0n) + amount);
}

function planOf({ plans }: LicenseReplay, log: LicenseLog, planId: Hex): ReplayedPlan {
  const found = plans.get(planId);
  if (!found) throw incompleteHistory(log, `plan ${planId} was never opened`);
  return found;
}

function splitOf({ splits }: LicenseReplay, log: LicenseLog, splitId: Hex): ReplayedSplit {
  const found = splits.get(splitId);
  if (!found) throw incompleteHistory(log, `split ${splitId} was never opened`);
  return found;
}

function requireSame(log: LicenseLog, what: string, reckoned: bigint, amount: bigint): void {
  if (reckoned !== amount) throw incompleteHistory(log, `${what} ${reckoned}, not ${amount}`);
}
