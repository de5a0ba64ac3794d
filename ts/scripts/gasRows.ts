import type { GasBound, GasBounds } from './gasBounds.ts';

/** Gas by operation. */
export type Measured = ReadonlyMap<string, number>;

/** One operation of a contract. Gas is of the whole transaction; null where there is no such figure. */
export type GasRow = {
  contract: string;
  operation: string;
  gas: number;
  floor: number | null;
  ratio: number | null;
  ceiling: number | null;
  peer: number | null;
  /** Where the peer's figure comes from, or why the gas is above its ceiling. */
  note: string | null;
};

/** A figure above its ceiling without a written reason, or a bound for an operation that nobody measured. */
export class GasBoundError extends Error {
  override readonly name = 'GasBoundError';
}

/**
 * The rows of one contract, those with a ceiling first.
 *
 * @throws {GasBoundError}
 */
export function gasRows(contract: string, bounds: GasBounds, measured: Measured, floors: Measured): GasRow[] {
  const rows = [...measured].map(([operation, gas]) =>
    toRow(contract, operation, bounds[operation] ?? {}, gas, floors.get(operation)),
  );
  for (const [operation, bound] of Object.entries(bounds)) {
    const gas = derive(operation, bound, measured);
    if (gas === undefined) throw new GasBoundError(`${contract}: "${operation}" has a bound and was not measured`);
    if (!measured.has(operation)) rows.push(toRow(contract, operation, bound, gas, derive(operation, bound, floors)));
  }
  return rows.sort((a, b) => Number(b.ceiling !== null) - Number(a.ceiling !== null));
}

/** The figure of an operation that is measured, a part of a measured one, or the difference of two. */
function derive(operation: string, { partOf, difference }: GasBound, figures: Measured): number | undefined {
  if (difference) {
    const [of, less] = [figures.get(difference.of), figures.get(difference.less)];
    return of === undefined || less === undefined ? undefined : of - less;
  }
  const whole = figures.get(partOf?.operation ?? operation);
  return whole === undefined ? undefined : whole / (partOf?.times ?? 1);
}

function toRow(
  contract: string,
  operation: string,
  { ceiling, peer, peerSource, excuse }: GasBound,
  gas: number,
  floor: number | undefined,
): GasRow {
  const above = ceiling !== undefined && gas > ceiling;
  return {
    contract,
    operation,
    gas,
    floor: floor ?? null,
    ratio: floor === undefined ? null : Math.round((gas / floor) * 1_000) / 1_000,
    ceiling: ceiling ?? null,
    peer: peer ?? null,
    note: [peerSource, above ? excuse : undefined].filter((note) => note !== undefined).join('; ') || null,
  };
}

/** @throws {GasBoundError} if a row is above its ceiling and its bound gives no reason. */
export function requireCeilings(rows: readonly GasRow[], bounds: GasBounds): void {
  for (const { contract, operation, gas, ceiling } of rows) {
    if (ceiling !== null && gas > ceiling && bounds[operation]?.excuse === undefined) {
      throw new GasBoundError(
        `${contract}: "${operation}" takes ${gas} gas, above its ceiling of ${ceiling}, and no reason is given`,
      );
    }
  }
}
