import { describe, expect, it } from 'vitest';
import { type Bug, loadBugs } from './bugs.ts';
import { smallestChoice } from './choice.ts';

function bug(id: string, ...rows: string[][]): Bug {
  const proofs = rows.map((proved) => ({ rows: proved, forge: '^test_' }));
  return { id, bug: 'Any bug at all.', file: 'a.sol', find: 'a', replace: 'b', also: [], proofs };
}

function idsOf(bugs: readonly Bug[]): string[] {
  return bugs.map(({ id }) => id);
}

describe('smallestChoice', () => {
  it('takes first what proves most, over all proofs of a bug, and counts a row once', () => {
    const bugs = [bug('twice', ['A'], ['A']), bug('both', ['A'], ['B']), bug('other', ['B'])];
    expect(idsOf(smallestChoice(bugs))).toEqual(['both']);
  });

  it('takes the first of equals, and leaves out what proves no row', () => {
    const bugs = [bug('none', []), bug('first', ['A']), bug('second', ['A']), bug('third', ['B'])];
    expect(idsOf(smallestChoice(bugs))).toEqual(['first', 'third']);
  });

  it('keeps the order of the files, whatever was taken first', () => {
    const bugs = [bug('small', ['C']), bug('large', ['A', 'B'])];
    expect(idsOf(smallestChoice(bugs))).toEqual(['small', 'large']);
  });

  it('proves every row that any planted bug proves, with far fewer of them', () => {
    const all = loadBugs();
    const chosen = smallestChoice(all);
    const rowsOf = (bugs: readonly Bug[]) => new Set(bugs.flatMap(({ proofs }) => proofs.flatMap(({ rows }) => rows)));
    expect(rowsOf(chosen)).toEqual(rowsOf(all));
    expect(chosen.length).toBeLessThan(all.length / 2);
  });
});
