import type { Bug } from './bugs.ts';

/**
 * As few bugs as the greedy choice needs to turn every row red that any bug proves: again and again the one that proves
 * most of the rows that are left, the first of equals. In the order of `bugs`. The same bugs give the same choice.
 */
export function smallestChoice(bugs: readonly Bug[]): Bug[] {
  const left = new Set(bugs.flatMap(rowsOf));
  const chosen = new Set<Bug>();
  while (left.size > 0) {
    const [best] = bugs.toSorted((a, b) => gain(b, left) - gain(a, left));
    if (!best) break;
    chosen.add(best);
    for (const row of rowsOf(best)) left.delete(row);
  }
  return bugs.filter((bug) => chosen.has(bug));
}

function rowsOf(bug: Bug): string[] {
  return bug.proofs.flatMap(({ rows }) => rows);
}

function gain(bug: Bug, left: ReadonlySet<string>): number {
  return new Set(rowsOf(bug).filter((row) => left.has(row))).size;
}
