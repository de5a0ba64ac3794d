// `npm run gas`: measures every operation and its floor, and prints them beside ceilings and peers, a table a contract.
// `npm run gas:check` (`--check`) compares with the committed snapshots first, and changes nothing.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { CONTRACTS } from '../deployment/contracts.ts';
import { ROOT, runMain, runOrThrow } from '../terminal/process.ts';
import { formatNumber, textTable } from '../terminal/textTable.ts';
import { GAS_BOUNDS } from './gasBounds.ts';
import { type GasRow, gasRows, type Measured, requireCeilings } from './gasRows.ts';

const snapshotSchema = z.record(z.string(), z.string().regex(/^\d+$/).transform(Number));

function readSnapshot(name: string): Measured {
  const file = join(ROOT, 'snapshots', `${name}.json`);
  return new Map(Object.entries(snapshotSchema.parse(JSON.parse(readFileSync(file, 'utf8')))));
}

function render(contract: string, rows: readonly GasRow[]): string {
  const header = [contract, 'gas', 'floor', 'ratio', 'ceiling', 'peer', 'note'];
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
  const tables = CONTRACTS.map((contract) => {
    const rows = gasRows(contract, GAS_BOUNDS[contract], readSnapshot(contract), readSnapshot(`${contract}.floor`));
    return { contract, rows };
  });
  if (values.json) {
    const rows = tables.flatMap((table) => table.rows);
    console.log(JSON.stringify(rows, null, 2));
  } else {
    console.log(tables.map(({ contract, rows }) => render(contract, rows)).join('\n\n'));
  }
  for (const { contract, rows } of tables) requireCeilings(rows, GAS_BOUNDS[contract]);
}

await runMain(main);
