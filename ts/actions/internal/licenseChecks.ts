import type { Hex } from 'viem';
import { maxParents, maxShares, type Royalty, type Share, totalParts } from '../../protocol/license/model.ts';
import { noCap, type Plan } from '../../protocol/license/plan.ts';
import {
  InvalidPlanError,
  ParentsNotAscendingError,
  PriceTooHighError,
  ShareCountOutOfRangeError,
  TooManyParentsError,
  WrongTotalError,
  ZeroPartsError,
} from '../errors/index.ts';
import { requireInteger, requireUint } from './checks.ts';

const maxPrice = 2n ** 96n - 1n;

export function requirePrice(field: string, price: bigint): void {
  requireUint(field, price, 256);
  if (price > maxPrice) throw new PriceTooHighError({ price, maximum: maxPrice });
}

/** Its numbers fit their fields, and its quantity is one of its kind. */
export function requirePlan(plan: Plan): void {
  const { kind, price, quantity, cap } = plan;
  requirePrice('plan.price', price);
  requireUint('plan.quantity', quantity, 64);
  requireInteger('plan.cap', cap, noCap);
  const quantityFits = (kind === 'perpetual') === (quantity === 0n);
  if (!quantityFits || cap === 0) throw new InvalidPlanError({ kind, quantity, cap: BigInt(cap) });
}

/** The payees of a split: as many as there may be, each with a part. */
export function requireShares(shares: readonly Share[]): void {
  if (shares.length === 0 || shares.length > maxShares) {
    const count = BigInt(shares.length);
    throw new ShareCountOutOfRangeError({ count, minimum: 1n, maximum: BigInt(maxShares) });
  }
  requireParts('shares', shares);
  const total = sumOfParts(shares);
  if (total > totalParts) throw new WrongTotalError({ total: BigInt(total), required: BigInt(totalParts) });
}

/** The parents of a model, by ascending id: as many as there may be, each once and with a part, and not with all. */
export function requireParents(parents: readonly Royalty[]): void {
  if (parents.length > maxParents) {
    throw new TooManyParentsError({ count: BigInt(parents.length), maximum: BigInt(maxParents) });
  }
  requireParts('parents', parents);
  requireAscending(parents.map(({ modelId }) => modelId));
  requireBelowTotal(sumOfParts(parents));
}

/** Parts that leave something: what a model's parents get, or what it asks of derivatives. */
export function requireBelowTotal(parts: number): void {
  if (parts >= totalParts) throw new WrongTotalError({ total: BigInt(parts), required: BigInt(totalParts - 1) });
}

/** What derivatives must give at least. */
export function requireRoyaltyParts(royaltyParts: number): void {
  requireInteger('royaltyParts', royaltyParts, 2 ** 24 - 1);
  requireBelowTotal(royaltyParts);
}

export function sumOfParts(parts: readonly { parts: number }[]): number {
  return parts.reduce((sum, share) => sum + share.parts, 0);
}

function requireAscending([previous, next, ...rest]: readonly Hex[]): void {
  if (previous === undefined || next === undefined) return;
  if (BigInt(next) <= BigInt(previous)) throw new ParentsNotAscendingError({ previous, next });
  requireAscending([next, ...rest]);
}

function requireParts(field: string, rows: readonly { parts: number }[]): void {
  for (const [index, { parts }] of rows.entries()) {
    if (parts === 0) throw new ZeroPartsError({ index: BigInt(index) });
    requireInteger(`${field}[${index}].parts`, parts, 2 ** 24 - 1);
  }
}
