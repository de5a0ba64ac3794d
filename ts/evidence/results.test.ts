import { describe, expect, it } from 'vitest';
import { parseForgeResults, parseVitestResults, ResultsError } from './results.ts';

function forgeOutput(test: object): string {
  return JSON.stringify({ 'test/A.t.sol:ATest': { duration: '1s', test_results: { 'test_X(uint256)': test } } });
}

describe('parseForgeResults', () => {
  it('reads a campaign with its handlers', () => {
    const metrics = { 'test/H.sol:Handler.go': { calls: 10, reverts: 1, discards: 2 } };
    const kind = { Invariant: { runs: 3, calls: 30, reverts: 1, metrics } };
    const [test] = parseForgeResults(forgeOutput({ status: 'Success', reason: null, kind }));
    expect(test).toEqual({
      runner: 'forge',
      suite: 'ATest',
      name: 'test_X',
      outcome: 'passed',
      reason: null,
      effort: { kind: 'invariant', runs: 3, calls: 30, handlers: { 'Handler.go': { calls: 8, reverts: 1 } } },
    });
  });

  it('reads a failure with its reason on one line', () => {
    const kind = { Fuzz: { runs: 7, first_case: {} } };
    const [test] = parseForgeResults(forgeOutput({ status: 'Failure', reason: 'a\n b', kind }));
    expect(test).toMatchObject({ outcome: 'failed', reason: 'a b', effort: { kind: 'fuzz', runs: 7 } });
  });

  it('finds the results behind what forge prints first', () => {
    const output = `Compiling…\n${forgeOutput({ status: 'Skipped', reason: null, kind: { Unit: { gas: 1 } } })}\n`;
    expect(parseForgeResults(output)[0]).toMatchObject({ outcome: 'skipped', effort: { kind: 'once' } });
  });

  it('says which compiler error kept tests from running', () => {
    const output =
      'Compiler run failed:\nWarning (8506): old\n\nError (9097): Identifier already declared.\n --> a.sol';
    expect(() => parseForgeResults(output)).toThrow(
      new ResultsError('forge printed no results: Error (9097): Identifier already declared. --> a.sol'),
    );
  });
});

describe('parseVitestResults', () => {
  it('reads titles, outcomes and reasons', () => {
    const assertionResults = [
      { fullName: 'a passes', status: 'passed', failureMessages: [] },
      { fullName: 'a fails', status: 'failed', failureMessages: ['Error: no\n  at x'] },
      { fullName: 'a waits', status: 'pending' },
    ];
    const report = { testResults: [{ name: '/r/ts/a.test.ts', status: 'failed', assertionResults }] };
    const tests = parseVitestResults(JSON.stringify(report), '/r/');
    expect(tests.map((test) => [test.suite, test.name, test.outcome, test.reason])).toEqual([
      ['ts/a.test.ts', 'a passes', 'passed', null],
      ['ts/a.test.ts', 'a fails', 'failed', 'Error: no at x'],
      ['ts/a.test.ts', 'a waits', 'skipped', null],
    ]);
  });

  it('refuses a file that failed before its tests', () => {
    const report = { testResults: [{ name: '/r/a.test.ts', status: 'failed', message: 'no', assertionResults: [] }] };
    expect(() => parseVitestResults(JSON.stringify(report), '/r/')).toThrow(ResultsError);
  });
});
