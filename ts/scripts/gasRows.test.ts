import { expect, test } from 'vitest';
import type { GasBounds } from './gasBounds.ts';
import { GasBoundError, gasRows, requireCeilings } from './gasRows.ts';

const measured = new Map([
  ['read', 10],
  ['pay', 300],
]);
const floors = new Map([['pay', 200]]);

test('rows with a ceiling come first, and a part of an operation costs its part', () => {
  const bounds: GasBounds = {
    pay: { ceiling: 400, peer: 500, peerSource: 'peer: X' },
    'pay, each': { ceiling: 4, partOf: { operation: 'pay', times: 100 } },
  };
  const rows = gasRows('A', bounds, measured, floors);
  expect(rows.map(({ operation, gas, floor, ratio, note }) => [operation, gas, floor, ratio, note])).toEqual([
    ['pay', 300, 200, 1.5, 'peer: X'],
    ['pay, each', 3, 2, 1.5, null],
    ['read', 10, null, null, null],
  ]);
  expect(() => requireCeilings(rows, bounds)).not.toThrow();
});

test('an operation may be what one takes more than another', () => {
  const bounds: GasBounds = { 'paying instead of reading': { ceiling: 300, difference: { of: 'pay', less: 'read' } } };
  expect(gasRows('A', bounds, measured, floors)[0]).toMatchObject({
    operation: 'paying instead of reading',
    gas: 290,
    floor: null,
  });
});

test('a figure above its ceiling needs a reason, which then stands in its row', () => {
  const rowsWith = (bounds: GasBounds) => {
    const rows = gasRows('A', bounds, measured, floors);
    requireCeilings(rows, bounds);
    return rows;
  };
  const refused = () => rowsWith({ pay: { ceiling: 299 } });
  expect(refused).toThrow(GasBoundError);
  expect(refused).toThrow('A: "pay" takes 300 gas, above its ceiling of 299, and no reason is given');
  expect(rowsWith({ pay: { ceiling: 299, excuse: 'It must.' } })[0]?.note).toBe('It must.');
});

test.each<GasBounds>([
  { give: { ceiling: 1 } },
  { give: { partOf: { operation: 'take', times: 2 } } },
  { give: { difference: { of: 'pay', less: 'take' } } },
])('a bound for what nobody measured is an error: %j', (bounds) => {
  expect(() => gasRows('A', bounds, measured, floors)).toThrow('A: "give" has a bound and was not measured');
});
