// `npm run gas`: measures every operation and its floor, and prints them beside ceilings and peers.
// `npm run gas:check` (`--check`) compares with the committed snapshots first, and changes nothing.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ROOT, runMain, runOrThrow } from '../terminal/process.ts';
import { formatNumber, textTable } from '../terminal/textTable.ts';
import { GAS_BOUNDS, INFERENCES_PER_VOUCHER } from './gasBounds.ts';

const CONTRACTS = ['InferenceEscrow'] as const;

const snapshotSchema = z.record(z.string(), z.string().regex(/^\d+$/).transform(Number));

/** One operation. Gas is of the whole transaction; null where there is no such figure. */
type GasRow = {
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
class GasBoundError extends Error {
  override readonly name = 'GasBoundError';
}

function readSnapshot(name: string): Map<string, number> {
  const file = join(ROOT, 'snapshots', `${name}.json`);
  return new Map(Object.entries(snapshotSchema.parse(JSON.parse(readFileSync(file, 'utf8')))));
}

function toRow(operation: string, gas: number, floor: number | null): GasRow {
  const bounds = GAS_BOUNDS[operation];
  const ceiling = bounds?.ceiling ?? null;
  const notes = [bounds?.peerSource, ceiling !== null && gas > ceiling ? bounds?.excuse : undefined];
  return {
    operation,
    gas,
    floor,
    ratio: floor === null ? null : Math.round((gas / floor) * 1_000) / 1_000,
    ceiling,
    peer: bounds?.peer ?? null,
    note: notes.filter((note) => note !== undefined).join('; ') || null,
  };
}

/** The rows of one contract's snapshots, those with a ceiling first. */
function rowsOf(contract: string): GasRow[] {
  const measured = readSnapshot(contract);
  const floors = readSnapshot(`${contract}.floor`);
  const rows = [...measured].map(([operation, gas]) => toRow(operation, gas, floors.get(operation) ?? null));
  const voucher = measured.get('settle one voucher, payout included');
  if (voucher !== undefined) {
    const floor = floors.get('settle one voucher, payout included');
    rows.push(
      toRow(
        '10,000 inferences on one voucher, each',
        voucher / INFERENCES_PER_VOUCHER,
        floor === undefined ? null : floor / INFERENCES_PER_VOUCHER,
      ),
    );
  }
  return rows.sort((a, b) => Number(b.ceiling !== null) - Number(a.ceiling !== null));
}

function requireBounds(rows: readonly GasRow[]): void {
  const measured = new Set(rows.map((row) => row.operation));
  for (const operation of Object.keys(GAS_BOUNDS)) {
    if (!measured.has(operation)) throw new GasBoundError(`"${operation}" has a bound and was not measured`);
  }
  for (const { operation, gas, ceiling } of rows) {
    if (ceiling !== null && gas > ceiling && GAS_BOUNDS[operation]?.excuse === undefined) {
      throw new GasBoundError(
        `"${operation}" takes ${gas} gas, above its ceiling of ${ceiling}, and no reason is given`,
      );
    }
  }
}

function render(rows: readonly GasRow[]): string {
  const header = ['operation', 'gas', 'floor', 'ratio', 'ceiling', 'peer', 'note'];
  const body = rows.map((row) => [
    row.operation,
    formatNumber(row.gas, 2),
    formatNumber(row.floor, 2),
    row.ratio === null ? '–' : row.ratio.toFixed(3),
    formatNumber(row.ceiling),
    formatNumber(row.peer, 2),
    row.note ?? '',
  ]);
  return textTable(header, body, new Set([1, 2, 3, 4, 5]));
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'boolean' }, check: { type: 'boolean' } } });
  await runOrThrow('forge', ['test', '--match-path', 'test/gas/*'], {
    env: { FORGE_SNAPSHOT_CHECK: String(values.check ?? false), FORGE_SNAPSHOT_EMIT: String(!(values.check ?? false)) },
  });
  const rows = CONTRACTS.flatMap(rowsOf);
  console.log(values.json ? JSON.stringify(rows, null, 2) : render(rows));
  requireBounds(rows);
}

await runMain(main);
