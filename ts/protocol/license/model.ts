import {
  type Address,
  concatHex,
  encodeAbiParameters,
  getAddress,
  type Hex,
  keccak256,
  numberToHex,
  sliceHex,
} from 'viem';

/** What all parts of an income add up to; the contract's `TOTAL_PARTS`. */
export const totalParts = 1_000_000;

/** The most parents that a model may have; the contract's `MAX_PARENTS`. */
export const maxParents = 8;

/** The most generations that a model may be away from its furthest ancestor; the contract's `MAX_DEPTH`. */
export const maxDepth = 8;

/** The most payees that a split may have; the contract's `MAX_SHARES`. */
export const maxShares = 250;

/** A payee of a split and its part of all that the model earns; `IModelRegistry.Share` in Solidity. */
export type Share = {
  payee: Address;
  /** Of {@link totalParts}, at least 1. */
  parts: number;
};

/** A parent of a model and its part of all that the model earns; `IModelRegistry.Royalty` in Solidity. */
export type Royalty = {
  modelId: Hex;
  /** Of {@link totalParts}, at least 1 and what the parent asks of derivatives. */
  parts: number;
};

/**
 * The id of a creator's model: its address in the high 160 bits, `number` below.
 *
 * @example
 * import { modelIdOf } from 'tallystick'
 *
 * const modelId = modelIdOf(creator.address, 7n)
 */
export function modelIdOf(creator: Address, number: bigint): Hex {
  return concatHex([creator, numberToHex(number, { size: 12 })]).toLowerCase() as Hex;
}

/** Whose model it is: the account in the high 160 bits of the id. */
export function creatorOf(modelId: Hex): Address {
  return getAddress(sliceHex(modelId, 0, 20, { strict: true }));
}

/** The id of a split, whether it is open or not: `keccak256(abi.encode(modelId, shares))`. */
export function splitIdOf(modelId: Hex, shares: readonly Share[]): Hex {
  const share = {
    type: 'tuple[]',
    components: [
      { name: 'payee', type: 'address' },
      { name: 'parts', type: 'uint24' },
    ],
  };
  return keccak256(encodeAbiParameters([{ type: 'bytes32' }, share], [modelId, shares]));
}
