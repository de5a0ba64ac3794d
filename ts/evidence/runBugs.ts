// `npm run bugs`: plants bugs of test/bugs in a copy of the project and requires the tests that they name to turn red: as many
// as it takes to turn each row of the evidence red, with `--all` every one, with `--only ID` that one. `--json`, `--jobs N`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { runMain, UsageError } from '../terminal/process.ts';
import { type Bug, loadBugs } from './bugs.ts';
import { smallestChoice } from './choice.ts';
import { sourceFingerprint } from './fingerprint.ts';
import { BUG_RESULTS } from './paths.ts';
import { Sandbox } from './sandbox.ts';
import { type BugVerdict, judge, matching } from './verdict.ts';

/** The tests are red without any bug, or a bug survived. */
class PlantedBugsError extends Error {
  override readonly name = 'PlantedBugsError';
}

function chooseBugs({ all, only }: { all: boolean; only: readonly string[] }): Bug[] {
  const bugs = loadBugs();
  for (const id of only) {
    if (!bugs.some((bug) => bug.id === id)) throw new UsageError(`no planted bug has the id "${id}"`);
  }
  if (all && only.length > 0) throw new UsageError('either --all or --only');
  if (only.length > 0) return bugs.filter((bug) => only.includes(bug.id));
  return all ? bugs : smallestChoice(bugs);
}

/** Without a bug every named test must exist and be green. */
async function requireGreenBaseline(sandbox: Sandbox, bugs: readonly Bug[]): Promise<void> {
  const proofs = bugs.flatMap((bug) => bug.proofs);
  const results = await sandbox.runTests(proofs);
  const red = results.find((result) => result.outcome === 'failed');
  if (red) throw new PlantedBugsError(`without any bug, ${red.suite}.${red.name} fails: ${red.reason}`);
  const missing = proofs.find((proof) => matching(proof, results).length === 0);
  if (missing) throw new PlantedBugsError(`no test matches ${JSON.stringify(missing.forge ?? missing.vitest)}`);
}

async function tryBug(sandbox: Sandbox, bug: Bug): Promise<BugVerdict> {
  try {
    return await sandbox.withBug(bug, async () => judge(bug, await sandbox.runTests(bug.proofs)));
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    const proofs = bug.proofs.map(({ rows }) => ({ caught: false as const, rows, problem }));
    return { id: bug.id, bug: bug.bug, caught: false, proofs };
  }
}

function describe(verdict: BugVerdict): string {
  const proofs = verdict.proofs.map((proof) =>
    proof.caught
      ? `    ${proof.rows.join(' ')} ${proof.tests.map(({ name, reason }) => `${name} (${reason})`).join(', ')}`
      : `    ${proof.rows.join(' ')} NOT CAUGHT: ${proof.problem}`,
  );
  return [`${verdict.caught ? 'caught  ' : 'SURVIVED'}  ${verdict.id}: ${verdict.bug}`, ...proofs].join('\n');
}

async function tryAll(bugs: readonly Bug[], jobs: number): Promise<BugVerdict[]> {
  const sandboxes: Sandbox[] = [];
  // Leaving by a signal runs no `finally`.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  process.once('exit', () => {
    for (const sandbox of sandboxes) sandbox.remove();
  });

  const first = Sandbox.create();
  sandboxes.push(first);
  console.error(`building a copy of the project and running the tests of ${bugs.length} bugs without any of them …`);
  await requireGreenBaseline(first, bugs);
  while (sandboxes.length < Math.min(jobs, bugs.length)) sandboxes.push(Sandbox.create(first));

  const queue = [...bugs.entries()];
  const verdicts: BugVerdict[] = [];
  let done = 0;
  await Promise.all(
    sandboxes.map(async (sandbox) => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const [index, bug] = next;
        const verdict = await tryBug(sandbox, bug);
        verdicts[index] = verdict;
        done += 1;
        console.error(`[${done}/${bugs.length}] ${describe(verdict)}`);
      }
    }),
  );
  return verdicts;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean' },
      all: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      jobs: { type: 'string', default: String(Math.min(availableParallelism(), 4)) },
    },
  });
  const jobs = Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 1) throw new UsageError(`--jobs is "${values.jobs}", not a number from 1`);

  const sources = sourceFingerprint();
  const bugs = chooseBugs(values);
  const verdicts = await tryAll(bugs, jobs);
  if (values.only.length === 0) {
    mkdirSync(dirname(BUG_RESULTS), { recursive: true });
    writeFileSync(BUG_RESULTS, `${JSON.stringify({ sources, verdicts }, null, 2)}\n`);
  }
  if (values.json) console.log(JSON.stringify(verdicts, null, 2));
  const survivors = verdicts.filter((verdict) => !verdict.caught).map((verdict) => verdict.id);
  if (survivors.length > 0)
    throw new PlantedBugsError(`${survivors.length} of ${bugs.length} survived: ${survivors.join(', ')}`);
  console.error(`${bugs.length} planted bugs, all caught`);
}

await runMain(main);
