import { describe, expect, it } from 'vitest';
import type { Bug, Proof } from './bugs.ts';
import type { TestResult } from './results.ts';
import { judge } from './verdict.ts';

const proof: Proof = { rows: ['C-1'], forge: '^test_C1_', says: 'C-1' };
const bug: Bug = { id: 'b', bug: 'A bug.', file: 'f', find: 'x', replace: 'y', also: [], proofs: [proof] };

function red(reason: string, name = 'test_C1_Replay'): TestResult {
  return { runner: 'forge', suite: 'ATest', name, outcome: 'failed', reason, effort: { kind: 'once' } };
}

describe('judge', () => {
  it('takes a named test that failed for the named reason', () => {
    const verdict = judge(bug, [red('C-1: the escrow owes more: 3 > 2')]);
    expect(verdict.caught).toBe(true);
    expect(verdict.proofs[0]).toMatchObject({ rows: ['C-1'], says: 'C-1', tests: [{ name: 'test_C1_Replay' }] });
  });

  it.each([
    ['no test matches', []],
    ['survived 1 tests', [{ ...red(''), outcome: 'passed' as const, reason: null }]],
    ['failed for another reason', [red('C-2: claimed above funded')]],
    ['setUp of ATest failed', [red('C-1', 'setUp')]],
  ])('does not take it when it says: %s', (problem, results) => {
    const verdict = judge(bug, results);
    expect(verdict.caught).toBe(false);
    expect(verdict.proofs[0]).toHaveProperty('problem', expect.stringContaining(problem));
  });

  it('does not take a cheatcode that could not do its work', () => {
    const [proofOfAny] = [{ rows: [], forge: '^test_C1_' }];
    expect(judge({ ...bug, proofs: [proofOfAny] }, [red('vm.readFile: no such file')]).caught).toBe(false);
  });
});
