import { type Address, concatHex, getAddress, type Hex, numberToHex, sliceHex } from 'viem';

/**
 * The id of an owner's dataset: its address in the high 160 bits, `number` below.
 *
 * @example
 * import { datasetIdOf } from 'tallystick'
 *
 * const datasetId = datasetIdOf(owner.address, 1n)
 */
export function datasetIdOf(owner: Address, number: bigint): Hex {
  return concatHex([owner, numberToHex(number, { size: 12 })]).toLowerCase() as Hex;
}

/** Whose dataset it is: the account in the high 160 bits of the id. */
export function ownerOfDataset(datasetId: Hex): Address {
  return getAddress(sliceHex(datasetId, 0, 20, { strict: true }));
}
