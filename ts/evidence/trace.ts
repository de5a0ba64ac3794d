// `npm run trace`: runs every test and writes docs/evidence.md from what they reported and what `npm run bugs` found.
// `--check` compares with the committed file instead; `--json` prints the rows; `--reuse` takes the results of the last run.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runMain } from '../terminal/process.ts';
import { readTests, readVerdicts, runTests } from './collect.ts';
import { renderMarkdown } from './markdown.ts';
import { EVIDENCE } from './paths.ts';
import type { TestResult } from './results.ts';
import { SECTIONS } from './rows/index.ts';
import { buildTable } from './table.ts';

/** The table is not full, or not the committed one. */
class EvidenceError extends Error {
  override readonly name = 'EvidenceError';
}

function count(results: readonly TestResult[], runner: TestResult['runner']): number {
  return results.filter((test) => test.runner === runner && test.outcome !== 'skipped').length;
}

function requireSame(document: string): void {
  const committed = existsSync(EVIDENCE) ? readFileSync(EVIDENCE, 'utf8').split('\n') : [];
  const fresh = document.split('\n');
  const line = fresh.findIndex((text, index) => text !== committed[index]);
  if (line === -1 && fresh.length === committed.length) return;
  const at = line === -1 ? fresh.length : line;
  throw new EvidenceError(
    `docs/evidence.md is out of date from line ${at + 1}:\n- ${committed[at] ?? ''}\n+ ${fresh[at] ?? ''}`,
  );
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { check: { type: 'boolean' }, json: { type: 'boolean' }, reuse: { type: 'boolean' } },
  });
  const profile = process.env['FOUNDRY_PROFILE'] ?? 'ci';
  const { verdicts, allBugs } = readVerdicts();
  const results = values.reuse ? readTests(profile) : await runTests(profile);
  const table = buildTable(SECTIONS, results, verdicts);
  const passed = results.filter((test) => test.outcome === 'passed').length;
  const failed = results.filter((test) => test.outcome === 'failed').length;
  console.error(`${passed} tests passed, ${failed} failed`);

  const document = renderMarkdown(table, {
    profile,
    forgeTests: count(results, 'forge'),
    vitestTests: count(results, 'vitest'),
    plantedBugs: verdicts.length,
    allBugs,
  });
  if (values.json) console.log(JSON.stringify(table, null, 2));
  if (table.problems.length > 0) throw new EvidenceError(`the table is not full:\n${table.problems.join('\n')}`);
  if (values.check) requireSame(document);
  else writeFileSync(EVIDENCE, document);
}

await runMain(main);
