import { expect, it } from 'vitest';
import { parseLcov } from './lcov.ts';

it('counts lines and branches, and names those that were missed', () => {
  const report = 'TN:\nSF:src/A.sol\nDA:1,5\nDA:2,0\nBRDA:3,0,0,1\nBRDA:3,0,1,-\nBRDA:4,1,0,0\nend_of_record\n';
  expect(parseLcov(report)).toEqual([
    {
      path: 'src/A.sol',
      lines: { found: 2, hit: 1 },
      branches: { found: 3, hit: 1 },
      missed: ['2', '3 (branch 0.1)', '4 (branch 1.0)'],
    },
  ]);
});

it('finds nothing in an empty report', () => {
  expect(parseLcov('')).toEqual([]);
});
