import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { ROOT, run } from '../terminal/process.ts';
import { type Bug, loadBugs } from './bugs.ts';
import { smallestChoice } from './choice.ts';
import { sourceFingerprint } from './fingerprint.ts';
import { BUG_RESULTS, TEST_RESULTS, VITEST_REPORT } from './paths.ts';
import { parseForgeResults, parseVitestResults, type TestResult } from './results.ts';
import { type BugVerdict, bugVerdictSchema } from './verdict.ts';

/** Results that are missing, or of other sources than these. */
export class StaleResultsError extends Error {
  override readonly name = 'StaleResultsError';
}

type Collected = { sources: string; profile: string; results: TestResult[] };

const bugResultsSchema = z.object({ sources: z.string(), verdicts: z.array(bugVerdictSchema) });

/** Runs all tests, those of forge in `profile`, and keeps what they reported. */
export async function runTests(profile: string): Promise<TestResult[]> {
  const sources = sourceFingerprint();
  mkdirSync(dirname(TEST_RESULTS), { recursive: true });
  console.error(`forge test, profile ${profile} …`);
  const forge = await run('forge', ['test', '--json', '--suppress-successful-traces'], {
    env: { FOUNDRY_PROFILE: profile, FORGE_SNAPSHOT_EMIT: 'false' },
  });
  const results = parseForgeResults(forge.stdout);
  console.error('vitest …');
  rmSync(VITEST_REPORT, { force: true });
  const vitest = await run('vitest', ['run', '--reporter=json', `--outputFile=${VITEST_REPORT}`]);
  if (!existsSync(VITEST_REPORT)) throw new StaleResultsError(`vitest wrote no report: ${vitest.stderr.slice(-400)}`);
  results.push(...parseVitestResults(readFileSync(VITEST_REPORT, 'utf8'), ROOT));
  writeFileSync(TEST_RESULTS, JSON.stringify({ sources, profile, results } satisfies Collected));
  return results;
}

/** What the last run reported. @throws {StaleResultsError} if there is none of these sources and this profile. */
export function readTests(profile: string): TestResult[] {
  if (!existsSync(TEST_RESULTS)) throw new StaleResultsError(`${TEST_RESULTS} does not exist: leave out --reuse`);
  const collected = JSON.parse(readFileSync(TEST_RESULTS, 'utf8')) as Collected;
  if (collected.sources !== sourceFingerprint() || collected.profile !== profile) {
    throw new StaleResultsError(`${TEST_RESULTS} is of other sources, or another profile: leave out --reuse`);
  }
  return collected.results;
}

/**
 * What `npm run bugs` found of the bugs that it plants by default, so that the table is the same after `--all`; and how many
 * bugs there are.
 *
 * @throws {StaleResultsError} if it did not run on these sources.
 */
export function readVerdicts(): { verdicts: BugVerdict[]; allBugs: number } {
  if (!existsSync(BUG_RESULTS))
    throw new StaleResultsError(`${BUG_RESULTS} does not exist: run \`npm run bugs\` first`);
  const { sources, verdicts } = bugResultsSchema.parse(JSON.parse(readFileSync(BUG_RESULTS, 'utf8')));
  if (sources !== sourceFingerprint()) {
    throw new StaleResultsError(`${BUG_RESULTS} is of other sources: run \`npm run bugs\` first`);
  }
  const bugs = loadBugs();
  return { verdicts: smallestChoice(bugs).map((bug) => verdictOf(bug, verdicts)), allBugs: bugs.length };
}

function verdictOf({ id }: Bug, verdicts: readonly BugVerdict[]): BugVerdict {
  const found = verdicts.find((verdict) => verdict.id === id);
  if (!found) throw new StaleResultsError(`${BUG_RESULTS} has no bug "${id}": run \`npm run bugs\` first`);
  return found;
}
