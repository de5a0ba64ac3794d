import { describe, expect, it } from 'vitest';
import { renderMarkdown } from './markdown.ts';
import type { TestResult } from './results.ts';
import { SECTIONS } from './rows/index.ts';
import type { RowDefinition, Section } from './rows/schema.ts';
import { buildTable } from './table.ts';
import type { BugVerdict } from './verdict.ts';

const passed: TestResult = {
  runner: 'forge',
  suite: 'ATest',
  name: 'test_C1_Replay',
  outcome: 'passed',
  reason: null,
  effort: { kind: 'once' },
};
const campaign: TestResult = {
  ...passed,
  name: 'invariant_C1',
  effort: { kind: 'invariant', runs: 2, calls: 20, handlers: { 'H.go': { calls: 20, reverts: 3 } } },
};
const verdict: BugVerdict = {
  id: 'reopen',
  bug: 'It opens again.',
  caught: true,
  proofs: [{ caught: true, rows: ['C1'], tests: [{ name: 'test_C1_Replay', reason: 'no revert' }] }],
};

function sections(row: Partial<RowDefinition> = {}): Section[] {
  return [{ title: 'A', rows: [{ id: 'C1', statement: 'A | B.', tests: [{ forge: '^test_C1_' }], ...row }] }];
}

const origin = { profile: 'ci', forgeTests: 1, vitestTests: 0, plantedBugs: 1, allBugs: 3 };

describe('buildTable', () => {
  it('is full with a test that ran and a bug that turned it red', () => {
    const table = buildTable(sections(), [passed], [verdict]);
    expect(table.problems).toEqual([]);
    const document = renderMarkdown(table, origin);
    expect(document).toContain('1 of the 3 bugs');
    expect(document).toContain(
      '| C1 | A \\| B. | `ATest.test_C1_Replay` passed, once | `reopen`: It opens again. → `test_C1_Replay` |',
    );
  });

  it.each<[string, TestResult[], BugVerdict[], Partial<RowDefinition>]>([
    ['no test that ran matches', [], [verdict], {}],
    ['no test that ran matches', [{ ...passed, outcome: 'skipped' }], [verdict], {}],
    ['no test, and no reason', [], [verdict], { tests: [] }],
    ['no planted bug, and no reason', [passed], [], {}],
    ['failed: no', [{ ...passed, outcome: 'failed', reason: 'no' }], [verdict], {}],
    ['"reopen" survived', [passed], [{ ...verdict, caught: false }], {}],
    ['names row C1: there is none', [passed], [verdict], { id: 'C2' }],
    [
      '20 calls, fewer than 30',
      [campaign],
      [verdict],
      { tests: [{ forge: '^inv' }], atLeast: { calls: 30, perHandler: 1 } },
    ],
    [
      'succeeded 17 times, not 18',
      [campaign],
      [verdict],
      { tests: [{ forge: '^inv' }], atLeast: { calls: 1, perHandler: 18 } },
    ],
  ])('says what is missing: %s', (problem, results, verdicts, row) => {
    expect(buildTable(sections(row), results, verdicts).problems.join('\n')).toContain(problem);
  });

  it('takes reasons in place of a test and of a bug', () => {
    expect(buildTable(sections({ tests: [], noTest: 'A gate.', noBug: 'A gate.' }), [], []).problems).toEqual([]);
  });
});

describe('SECTIONS', () => {
  it('has a row for each property, attack and requirement, under an id of its own', () => {
    const ids = SECTIONS.flatMap(({ rows }) => rows.map((row) => row.id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => /^C-\d+$/.test(id))).toHaveLength(12);
    expect(ids.filter((id) => /^C\d+$/.test(id))).toHaveLength(17);
  });
});
