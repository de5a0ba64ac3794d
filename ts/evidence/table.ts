import type { Effort, TestResult } from './results.ts';
import type { Pattern, RowDefinition, Section } from './rows/schema.ts';
import type { BugVerdict } from './verdict.ts';

/** A planted bug that turned a test of a row red. `said` is what the failure had to name. */
export type BugCell = { id: string; bug: string; red: string[]; said: string | null };

/** One statement with what shows it. */
export type Row = {
  id: string;
  statement: string;
  remark: string | null;
  tests: TestResult[];
  noTest: string | null;
  bugs: BugCell[];
  noBug: string | null;
};

/** The table, and everything that keeps it from being full. */
export type Table = { sections: { title: string; rows: Row[] }[]; problems: string[] };

/** Joins rows with the tests that ran and the bugs that were planted. */
export function buildTable(
  sections: readonly Section[],
  results: readonly TestResult[],
  verdicts: readonly BugVerdict[],
): Table {
  const problems = [
    ...results.filter((test) => test.outcome === 'failed').map((test) => `${nameOf(test)} failed: ${test.reason}`),
    ...verdicts.filter((verdict) => !verdict.caught).map((verdict) => `the planted bug "${verdict.id}" survived`),
    ...unknownRows(sections, verdicts),
  ];
  const built = sections.map(({ title, rows }) => ({
    title,
    rows: rows.map((definition) => buildRow(definition, results, verdicts, problems)),
  }));
  return { sections: built, problems };
}

function unknownRows(sections: readonly Section[], verdicts: readonly BugVerdict[]): string[] {
  const known = new Set(sections.flatMap(({ rows }) => rows.map((row) => row.id)));
  const named = verdicts.flatMap(({ id, proofs }) => proofs.flatMap(({ rows }) => rows.map((row) => ({ id, row }))));
  return named.filter(({ row }) => !known.has(row)).map(({ id, row }) => `bug "${id}" names row ${row}: there is none`);
}

function buildRow(
  definition: RowDefinition,
  results: readonly TestResult[],
  verdicts: readonly BugVerdict[],
  problems: string[],
): Row {
  const { id, statement, remark = null, noTest = null, noBug = null } = definition;
  const found = new Set<TestResult>();
  for (const pattern of definition.tests) {
    const matching = results.filter((test) => test.outcome !== 'skipped' && matches(pattern, test));
    if (matching.length === 0) problems.push(`${id}: no test that ran matches ${JSON.stringify(pattern)}`);
    for (const test of matching) found.add(test);
  }
  const tests = [...found].sort((a, b) => compare(nameOf(a), nameOf(b)));
  const bugs = verdicts.flatMap((verdict) => bugCells(verdict, id));
  if (tests.length === 0 && noTest === null) problems.push(`${id}: no test, and no reason why`);
  if (bugs.length === 0 && noBug === null) problems.push(`${id}: no planted bug, and no reason why`);
  if (definition.atLeast) problems.push(...tests.flatMap((test) => shortfalls(id, test, definition.atLeast)));
  return { id, statement, remark, tests, noTest, bugs, noBug };
}

function bugCells(verdict: BugVerdict, row: string): BugCell[] {
  return verdict.proofs
    .filter((proof) => proof.rows.includes(row))
    .flatMap((proof) =>
      proof.caught
        ? [
            {
              id: verdict.id,
              bug: verdict.bug,
              red: unique(proof.tests.map(({ name }) => name)),
              said: proof.says ?? null,
            },
          ]
        : [],
    );
}

function shortfalls(id: string, test: TestResult, minimum: RowDefinition['atLeast']): string[] {
  if (test.effort.kind !== 'invariant' || minimum === undefined) return [];
  const { calls, handlers } = test.effort;
  const few = Object.entries(handlers).filter(([, count]) => count.calls - count.reverts < minimum.perHandler);
  return [
    ...(calls < minimum.calls ? [`${id}: ${test.name} made ${calls} calls, fewer than ${minimum.calls}`] : []),
    ...few.map(
      ([name, count]) => `${id}: ${name} succeeded ${count.calls - count.reverts} times, not ${minimum.perHandler}`,
    ),
  ];
}

function matches(pattern: Pattern, test: TestResult): boolean {
  const name = test.runner === 'forge' ? pattern.forge : pattern.vitest;
  if (name === undefined || !new RegExp(name).test(test.name)) return false;
  return new RegExp(pattern.suite ?? '').test(test.suite);
}

/** The name under which a test can be found: contract or file, and test. */
export function nameOf(test: TestResult): string {
  return test.runner === 'forge' ? `${test.suite}.${test.name}` : `${test.suite}: ${test.name}`;
}

/** What a test tried, in words. */
export function describeEffort(effort: Effort): string {
  if (effort.kind === 'fuzz') return `${effort.runs.toLocaleString('en-GB')} runs`;
  if (effort.kind === 'once') return 'once';
  const succeeded = Object.values(effort.handlers).reduce((sum, { calls, reverts }) => sum + calls - reverts, 0);
  return `${succeeded.toLocaleString('en-GB')} calls that succeeded`;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort(compare);
}

/** By code units, so that no locale changes the order. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
