import { type Hex, size } from 'viem';
import { type AccessGrant, wrappedKeyBytes } from '../../protocol/vault/grant.ts';
import {
  maxDeliveryWindowSeconds,
  minDeliveryWindowSeconds,
  type Offer,
  type PurchaseTerms,
} from '../../protocol/vault/offer.ts';
import {
  DeliveryWindowOutOfRangeError,
  WrappedKeyLengthError,
  ZeroDurationError,
  ZeroPriceError,
} from '../errors/index.ts';
import { requireInteger, requireUint } from './checks.ts';

const maxUint32 = 2 ** 32 - 1;

/** The latest time that the vault records of a purchase, in unix seconds. */
export const maxStart = 2 ** 40 - 1;

export function requireUint32(field: string, value: number): void {
  requireInteger(field, value, maxUint32);
}

/** A wrapped key, or none. */
export function requireGrant({ expiry, epoch, version, wrappedKey }: AccessGrant): void {
  requireUint('expiry', expiry, 64);
  requireUint32('epoch', epoch);
  requireUint32('version', version);
  if (size(wrappedKey) !== 0) requireWrappedKey(wrappedKey);
}

export function requireWrappedKey(wrappedKey: Hex): void {
  const length = size(wrappedKey);
  if (length !== wrappedKeyBytes) {
    throw new WrappedKeyLengthError({ length: BigInt(length), required: BigInt(wrappedKeyBytes) });
  }
}

/** Its numbers fit their fields, and it can be opened. */
export function requireOffer({ price, duration, deliveryWindow }: Offer): void {
  requireUint('offer.price', price, 96);
  requireUint32('offer.duration', duration);
  requireUint32('offer.deliveryWindow', deliveryWindow);
  if (price === 0n) throw new ZeroPriceError();
  if (duration === 0) throw new ZeroDurationError();
  if (deliveryWindow < minDeliveryWindowSeconds || deliveryWindow > maxDeliveryWindowSeconds) {
    throw new DeliveryWindowOutOfRangeError({
      deliveryWindow: BigInt(deliveryWindow),
      minimum: BigInt(minDeliveryWindowSeconds),
      maximum: BigInt(maxDeliveryWindowSeconds),
    });
  }
}

export function requirePurchase({ offer, salt, latestStart }: PurchaseTerms): void {
  requireOffer(offer);
  requireUint('salt', salt, 256);
  requireInteger('latestStart', latestStart, maxStart);
}
