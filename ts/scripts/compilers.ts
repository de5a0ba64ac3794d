// `npm run compilers`: what each compiler setting makes of the contracts, the measurements behind docs/compiler.md.
// Everything is built in a temporary folder; neither `out/` nor `snapshots/` changes.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { runMain, runOrThrow } from '../terminal/process.ts';
import { formatNumber, textTable } from '../terminal/textTable.ts';

const CONTRACT = 'InferenceEscrow';
const OPERATIONS = [
  'settle one voucher, payout included',
  'settle 100 vouchers of 100 payers, payout included',
  'open a channel, the payer signs its vouchers',
] as const;
const RUNS = [200, 10_000, 1_000_000] as const;

const artifactSchema = z.object({ deployedBytecode: z.object({ object: z.string() }) });
const snapshotSchema = z.record(z.string(), z.coerce.number());

type Measurement = {
  viaIr: boolean;
  optimizerRuns: number;
  bytecodeBytes: number;
  coldCompileSeconds: number;
  gas: Record<(typeof OPERATIONS)[number], number>;
};

async function measure(viaIr: boolean, optimizerRuns: number): Promise<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), 'tallystick-compilers-'));
  const env = {
    FOUNDRY_VIA_IR: String(viaIr),
    FOUNDRY_OPTIMIZER_RUNS: String(optimizerRuns),
    FOUNDRY_OUT: join(folder, 'out'),
    FOUNDRY_CACHE_PATH: join(folder, 'cache'),
    FOUNDRY_SNAPSHOTS: join(folder, 'snapshots'),
    FORGE_SNAPSHOT_CHECK: 'false',
    FORGE_SNAPSHOT_EMIT: 'true',
  };
  try {
    const start = performance.now();
    await runOrThrow('forge', ['build', 'src', '--force'], { env });
    const coldCompileSeconds = (performance.now() - start) / 1_000;
    const artifact = join(folder, 'out', `${CONTRACT}.sol`, `${CONTRACT}.json`);
    const { deployedBytecode } = artifactSchema.parse(JSON.parse(readFileSync(artifact, 'utf8')));
    await runOrThrow('forge', ['test', '--match-path', 'test/gas/*'], { env });
    const snapshot = snapshotSchema.parse(
      JSON.parse(readFileSync(join(folder, 'snapshots', `${CONTRACT}.json`), 'utf8')),
    );
    return {
      viaIr,
      optimizerRuns,
      bytecodeBytes: (deployedBytecode.object.length - 2) / 2,
      coldCompileSeconds: Math.round(coldCompileSeconds * 10) / 10,
      gas: z
        .object(Object.fromEntries(OPERATIONS.map((name) => [name, z.number()])))
        .parse(snapshot) as Measurement['gas'],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function render(measurements: readonly Measurement[]): string {
  const header = ['pipeline', 'optimizer runs', 'bytecode, bytes', 'settle 1', 'settle 100', 'open', 'cold compile, s'];
  const rows = measurements.map((m) => [
    m.viaIr ? 'via-IR' : 'legacy',
    formatNumber(m.optimizerRuns),
    formatNumber(m.bytecodeBytes),
    ...OPERATIONS.map((operation) => formatNumber(m.gas[operation])),
    m.coldCompileSeconds.toFixed(1),
  ]);
  return textTable(header, rows, new Set([1, 2, 3, 4, 5, 6]));
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'boolean' } } });
  const measurements: Measurement[] = [];
  for (const viaIr of [false, true]) {
    for (const runs of RUNS) {
      console.error(`${viaIr ? 'via-IR' : 'legacy'}, ${formatNumber(runs)} runs …`);
      measurements.push(await measure(viaIr, runs));
    }
  }
  console.log(values.json ? JSON.stringify(measurements, null, 2) : render(measurements));
}

await runMain(main);
