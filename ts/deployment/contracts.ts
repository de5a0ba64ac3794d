import type { Address } from 'viem';

/**
 * Every contract that is deployed, with the parameter of `tallystick` that names its address. The one list in TypeScript;
 * the one in Solidity is `run` of script/Deploy.s.sol.
 */
const PARAMETERS = { InferenceEscrow: 'escrow', ModelLicense: 'license', DataVault: 'vault' } as const;

/** The name of a contract that is deployed. */
export type ContractName = keyof typeof PARAMETERS;

/** Every contract's address, by the parameter of `tallystick` that names it. */
export type Addresses = { [name in ContractName as (typeof PARAMETERS)[name]]: Address };

/** The deployment script and this list name different contracts. */
export class RecordMismatchError extends Error {
  override readonly name = 'RecordMismatchError';

  constructor(
    readonly expected: readonly string[],
    readonly recorded: readonly string[],
  ) {
    super(`script/Deploy.s.sol recorded ${recorded.join(', ')}; ts/deployment/contracts.ts has ${expected.join(', ')}`);
  }
}

/** The names of all contracts that are deployed. */
export const CONTRACTS = Object.keys(PARAMETERS) as readonly ContractName[];

/** Addresses by contract as addresses by parameter. */
export function byParameter(contracts: Readonly<Record<ContractName, Address>>): Addresses {
  return Object.fromEntries(CONTRACTS.map((name) => [PARAMETERS[name], contracts[name]])) as Addresses;
}

/**
 * Addresses by contract, from what script/Deploy.s.sol wrote.
 *
 * @throws {RecordMismatchError} if it deployed other contracts than {@link CONTRACTS}.
 */
export function parseRecord(json: string): Record<ContractName, Address> {
  const record = JSON.parse(json);
  const recorded = Object.keys(record).sort();
  const expected = CONTRACTS.toSorted();
  if (recorded.join() !== expected.join()) throw new RecordMismatchError(expected, recorded);
  return record;
}
