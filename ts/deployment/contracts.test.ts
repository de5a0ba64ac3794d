import type { Address } from 'viem';
import { expect, expectTypeOf, test } from 'vitest';
import type { TallystickParameters } from '../client/tallystick.ts';
import { type Addresses, byParameter, CONTRACTS, parseRecord, RecordMismatchError } from './contracts.ts';

const contracts = Object.fromEntries(
  CONTRACTS.map((name, index) => [name, `0x${String(index + 1).padStart(40, '0')}`]),
);

test('what the deployment script wrote is what tallystick takes', () => {
  const addresses = byParameter(parseRecord(JSON.stringify(contracts)));
  expect(Object.values(addresses)).toEqual(Object.values(contracts));
  expect(addresses.escrow).toBe(contracts['InferenceEscrow']);
  expectTypeOf<keyof Addresses>().toEqualTypeOf<keyof TallystickParameters>();
  expectTypeOf<Addresses[keyof Addresses]>().toEqualTypeOf<Address>();
});

test.each([
  ['lacks one', {}],
  ['has another', { ...contracts, Other: '0x0' }],
])('a record that %s is an error that names both lists', (_, record) => {
  const parsing = () => parseRecord(JSON.stringify(record));
  expect(parsing).toThrow(RecordMismatchError);
  expect(parsing).toThrow(CONTRACTS.toSorted().join(', '));
});
