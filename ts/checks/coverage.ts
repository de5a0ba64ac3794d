// `npm run coverage`: every line and branch of src/ must be run by a test; what is not is named, and fails.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runMain, runOrThrow } from '../terminal/process.ts';
import { textTable } from '../terminal/textTable.ts';
import { type FileCoverage, parseLcov } from './lcov.ts';

const FOLDER = join(ROOT, 'cache', 'coverage');
const REPORT = join(FOLDER, 'lcov.info');

/** Lines or branches that no test runs. */
class CoverageError extends Error {
  override readonly name = 'CoverageError';
}

function percent(hit: number, found: number): string {
  return found === 0 ? '–' : `${((100 * hit) / found).toFixed(2)} %`;
}

function render(files: readonly FileCoverage[]): string {
  const rows = files.map((file) => [
    file.path,
    percent(file.lines.hit, file.lines.found),
    percent(file.branches.hit, file.branches.found),
  ]);
  return textTable(['file', 'lines', 'branches'], rows, new Set([1, 2]));
}

async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  // Campaigns and gas tests reach nothing that the others do not, and are slow without the optimizer.
  const args = ['--report', 'lcov', '--report-file', REPORT, '--exclude-tests', '--gas-snapshot-emit', 'false'];
  const scope = [
    '--no-match-coverage',
    '^(script|test|lib|node_modules)/',
    '--no-match-path',
    'test/{invariant,gas}/**',
  ];
  await runOrThrow('forge', ['coverage', ...args, ...scope], {
    env: { FOUNDRY_OUT: join(FOLDER, 'out'), FOUNDRY_CACHE_PATH: join(FOLDER, 'cache'), FOUNDRY_FUZZ_RUNS: '64' },
  });
  const files = parseLcov(readFileSync(REPORT, 'utf8')).filter((file) => file.path.startsWith('src/'));
  if (files.length === 0) throw new CoverageError('the report names no file of src/');
  console.log(render(files));
  const missed = files.flatMap((file) => file.missed.map((place) => `${file.path}:${place}`));
  if (missed.length > 0) throw new CoverageError(`not covered: ${missed.join(', ')}`);
}

await runMain(main);
