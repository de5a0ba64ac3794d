import { type Address, encodeAbiParameters, type Hex, keccak256 } from 'viem';
import { nativeToken } from '../channel.ts';
import { textHash } from './grant.ts';

/** The shortest delivery window; the contract's `MIN_DELIVERY_WINDOW_SECONDS`. */
export const minDeliveryWindowSeconds = 86_400;

/** The longest delivery window; the contract's `MAX_DELIVERY_WINDOW_SECONDS`. */
export const maxDeliveryWindowSeconds = 2_592_000;

/** The names of `IDataVault.PurchaseStatus`, in its order. */
export const purchaseStatuses = ['none', 'pending', 'delivered', 'closed'] as const;

/** Where a purchase stands. `closed`: nothing more will come of it. */
export type PurchaseStatus = (typeof purchaseStatuses)[number];

/** The terms of a sale of access, which its id commits to; `IDataVault.Offer` in Solidity. */
export type Offer = {
  datasetId: Hex;
  /** The ERC-20 that it is paid in, or `nativeToken`. */
  token: Address;
  /** Of the whole time, in the token's smallest unit; at least 1, 96 bits. */
  price: bigint;
  /** Seconds of access; at least 1, 32 bits. */
  duration: number;
  /** Seconds in which the wrapped key must come: {@link minDeliveryWindowSeconds} to {@link maxDeliveryWindowSeconds}. */
  deliveryWindow: number;
  /** `textHash` of the purpose that the grant will name. */
  purposeHash: Hex;
  /** `textHash` of the terms that a buyer accepts. */
  termsHash: Hex;
};

/** What {@link accessOffer} makes an offer of. */
export type OfferTerms = Omit<Offer, 'token' | 'purposeHash' | 'termsHash'> & {
  /** The ERC-20 that it is paid in. Default: the native coin. */
  token?: Address | undefined;
  /** What the data may be used for. */
  purpose: string;
  /** What a buyer accepts. */
  terms: string;
};

/** What a buyer settles on before it pays. */
export type PurchaseTerms = {
  offer: Offer;
  /** The buyer's choice, to tell its purchases of one offer apart. 256 bits. */
  salt: bigint;
  /** Unix seconds by which the access must start. 40 bits. */
  latestStart: number;
};

/** A purchase, as every call about it names it; `IDataVault.Purchase` in Solidity. */
export type AccessPurchase = {
  offer: Offer;
  buyer: Address;
  salt: bigint;
};

const offerType = {
  type: 'tuple',
  components: [
    { name: 'datasetId', type: 'bytes32' },
    { name: 'token', type: 'address' },
    { name: 'price', type: 'uint96' },
    { name: 'duration', type: 'uint32' },
    { name: 'deliveryWindow', type: 'uint32' },
    { name: 'purposeHash', type: 'bytes32' },
    { name: 'termsHash', type: 'bytes32' },
  ],
} as const;

/**
 * An offer with these texts.
 *
 * @example
 * import { accessOffer } from 'tallystick'
 *
 * const offer = accessOffer({
 *   datasetId,
 *   token,
 *   price: 5_000_000n,
 *   duration: 2_592_000,
 *   deliveryWindow: 172_800,
 *   purpose: 'Study of languages',
 *   terms: 'No redistribution. Delete after the study.',
 * })
 */
export function accessOffer({ purpose, terms, token = nativeToken, ...rest }: OfferTerms): Offer {
  const { datasetId, price, duration, deliveryWindow } = rest;
  const hashes = { purposeHash: textHash(purpose), termsHash: textHash(terms) };
  return { datasetId, token, price, duration, deliveryWindow, ...hashes };
}

/** The id of an offer, whether it was opened or not: `keccak256(abi.encode(offer))`. */
export function offerIdOf(offer: Offer): Hex {
  return keccak256(encodeAbiParameters([offerType], [offer]));
}

/** The id of a purchase, whether it was made or not: `keccak256(abi.encode(offerId, buyer, salt))`. */
export function purchaseIdOf({ offer, buyer, salt }: AccessPurchase): Hex {
  const types = [{ type: 'bytes32' }, { type: 'address' }, { type: 'uint256' }] as const;
  return keccak256(encodeAbiParameters(types, [offerIdOf(offer), buyer, salt]));
}

/**
 * The nonce that an EIP-3009 authorisation signs for a purchase: `keccak256(abi.encode(offerId, latestStart, salt))`. So
 * whoever brings it changes neither the offer nor the latest start.
 */
export function purchaseNonceOf({ offer, salt, latestStart }: PurchaseTerms): Hex {
  const types = [{ type: 'bytes32' }, { type: 'uint40' }, { type: 'uint256' }] as const;
  return keccak256(encodeAbiParameters(types, [offerIdOf(offer), latestStart, salt]));
}

/**
 * What a delivered purchase has earned until a time, in the token's smallest unit, rounded down: the rest of the price is
 * the buyer's if access ends then.
 *
 * @param start - Unix seconds at which the access began.
 * @param until - Unix seconds: now, or when it was revoked.
 */
export function earnedOf({ price, duration }: Pick<Offer, 'price' | 'duration'>, start: number, until: bigint): bigint {
  const ran = until - BigInt(start);
  const elapsed = ran < 0n ? 0n : ran < duration ? ran : BigInt(duration);
  return (price * elapsed) / BigInt(duration);
}
