import { createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Hex } from 'viem';
import { InvalidPublicKeyError } from './errors.ts';
import { fromHex, toHex } from './hex.ts';

const keySize = 32;
/** What PKCS #8 and SubjectPublicKeyInfo have in front of an X25519 key (RFC 8410). */
const privateKeyPrefix = Buffer.from('302e020100300506032b656e04220420', 'hex');
const publicKeyPrefix = Buffer.from('302a300506032b656e032100', 'hex');
/** 2²⁵⁵ − 19: coordinates are below it. */
const fieldPrime = 2n ** 255n - 19n;

/** A researcher's X25519 key pair. Whoever has `privateKey` opens what was wrapped for `publicKey`. */
export type EncryptionKey = { publicKey: Hex; privateKey: Hex };

function rawPart(key: KeyObject): Uint8Array {
  const der = key.type === 'private' ? { type: 'pkcs8' as const } : { type: 'spki' as const };
  return key.export({ format: 'der', ...der }).subarray(-keySize);
}

/**
 * A new X25519 key pair.
 *
 * @example
 * import { generateEncryptionKey } from 'tallystick/sealing'
 *
 * const { publicKey, privateKey } = generateEncryptionKey()
 */
export function generateEncryptionKey(): EncryptionKey {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  return { publicKey: toHex(rawPart(publicKey)), privateKey: toHex(rawPart(privateKey)) };
}

function privateKeyObject(privateKey: Hex): KeyObject {
  const der = Buffer.concat([privateKeyPrefix, fromHex('the private key', privateKey, keySize)]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

/**
 * The public key of a private one.
 *
 * @throws {InvalidBytesError} unless it has 32 bytes.
 */
export function encryptionPublicKey(privateKey: Hex): Hex {
  return toHex(rawPart(createPublicKey(privateKeyObject(privateKey))));
}

/**
 * The bytes of a public key to which one can wrap.
 *
 * @throws {InvalidPublicKeyError} if it has not 32 bytes, is written in a way that no key pair has, or is of low order, so that
 * everybody could open what is wrapped for it.
 */
export function publicKeyBytes(publicKey: Hex): Uint8Array {
  const bytes = publicKey.length === 2 + 2 * keySize && /^0x[0-9a-fA-F]*$/.test(publicKey);
  if (!bytes) throw new InvalidPublicKeyError(publicKey, `it must be ${keySize} bytes in hex, with 0x in front`);
  const raw = fromHex('the public key', publicKey, keySize);
  if (BigInt(toHex(Buffer.from(raw).reverse())) >= fieldPrime) {
    throw new InvalidPublicKeyError(publicKey, 'its coordinate is not below 2^255 − 19');
  }
  const key = createPublicKey({ key: Buffer.concat([publicKeyPrefix, raw]), format: 'der', type: 'spki' });
  try {
    // With a point of low order every private key gives zero, which OpenSSL refuses.
    diffieHellman({ privateKey: generateKeyPairSync('x25519').privateKey, publicKey: key });
  } catch {
    throw new InvalidPublicKeyError(publicKey, 'it is a point of low order');
  }
  return raw;
}
