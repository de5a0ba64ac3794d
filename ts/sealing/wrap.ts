import {
  AEAD_AES_256_GCM,
  CipherSuite,
  DecapError,
  KDF_HKDF_SHA256,
  KEM_DHKEM_X25519_HKDF_SHA256,
  OpenError,
} from 'hpke';
import type { Address, Hex } from 'viem';
import { dataKeyBytes } from './dataKey.ts';
import { encryptionPublicKey, publicKeyBytes } from './encryptionKey.ts';
import { InvalidBytesError, WrapContextError, WrappedKeyError } from './errors.ts';
import { fromHex, toHex } from './hex.ts';

const encapsulatedSize = 32;
const wrappedSize = encapsulatedSize + 32 + 16;
const info = Buffer.from('tallystick/sealing/v1 data key', 'ascii');

/** Not ChaCha20-Poly1305: Node 20's WebCrypto, on which `hpke` rests, has it not. */
const suite = new CipherSuite(KEM_DHKEM_X25519_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM);

/** What a data key is wrapped for. It opens with the same fields only. */
export type WrapContext = {
  chainId: number;
  /** The contract that records the grant. */
  vault: Address;
  /** 32 bytes. */
  datasetId: Hex;
  /** Of the dataset, at the grant. */
  epoch: number;
  /** The account that the grant is for. */
  researcher: Address;
  /** Of the grant. */
  version: number;
};

function wholeNumber(field: string, value: number, size: 4 | 8): Buffer {
  const maximum = size === 4 ? 2 ** 32 - 1 : Number.MAX_SAFE_INTEGER;
  if (!Number.isSafeInteger(value) || value < 0 || value > maximum) {
    throw new WrapContextError(field, String(value), String(maximum));
  }
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes.subarray(8 - size);
}

/** The context in 88 bytes, each field in its width, big-endian (docs/sealing.md). */
export function encodeWrapContext(context: WrapContext): Uint8Array {
  return Buffer.concat([
    wholeNumber('chainId', context.chainId, 8),
    fromHex('vault', context.vault, 20),
    fromHex('datasetId', context.datasetId, 32),
    wholeNumber('epoch', context.epoch, 4),
    fromHex('researcher', context.researcher, 20),
    wholeNumber('version', context.version, 4),
  ]);
}

/** A data key to wrap. */
export type WrapDataKeyParameters = { dataKey: Hex; publicKey: Hex; context: WrapContext };

/**
 * Wraps a data key for a researcher: HPKE in base mode (RFC 9180), DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. Gives
 * 80 bytes, which may be public: the encapsulated key, and the data key's ciphertext with its tag. Whoever knows a public key
 * can wrap for it, so a wrapped key does not show who wrapped it: the grant that it comes with does.
 *
 * @throws {InvalidPublicKeyError}
 * @throws {InvalidBytesError} unless key, addresses and dataset have their widths.
 * @throws {WrapContextError} unless numbers have theirs.
 *
 * @example
 * import { wrapDataKey } from 'tallystick/sealing'
 *
 * const wrappedKey = await wrapDataKey({
 *   dataKey,
 *   publicKey,
 *   context: { chainId: 8453, vault, datasetId, epoch: 0, researcher, version: 1 },
 * })
 */
export async function wrapDataKey({ dataKey, publicKey, context }: WrapDataKeyParameters): Promise<Hex> {
  const key = dataKeyBytes(dataKey);
  const aad = encodeWrapContext(context);
  const recipient = await suite.DeserializePublicKey(publicKeyBytes(publicKey));
  const { encapsulatedSecret, ciphertext } = await suite.Seal(recipient, key, { aad, info });
  return toHex(Buffer.concat([encapsulatedSecret, ciphertext]));
}

/** A wrapped key to unwrap. */
export type UnwrapDataKeyParameters = { wrappedKey: Hex; privateKey: Hex; context: WrapContext };

/**
 * Unwraps a data key.
 *
 * @throws {WrappedKeyError} if it was wrapped for another key pair or another context, or was changed.
 * @throws {InvalidBytesError} unless key, addresses and dataset have their widths.
 * @throws {WrapContextError} unless numbers have theirs.
 *
 * @example
 * import { unwrapDataKey } from 'tallystick/sealing'
 *
 * const dataKey = await unwrapDataKey({ wrappedKey, privateKey, context })
 */
export async function unwrapDataKey({ wrappedKey, privateKey, context }: UnwrapDataKeyParameters): Promise<Hex> {
  const aad = encodeWrapContext(context);
  const keyPair = {
    privateKey: await suite.DeserializePrivateKey(fromHex('the private key', privateKey, 32)),
    publicKey: await suite.DeserializePublicKey(publicKeyBytes(encryptionPublicKey(privateKey))),
  };
  const wrapped = wrappedBytes(wrappedKey, context);
  const encapsulated = wrapped.subarray(0, encapsulatedSize);
  try {
    return toHex(await suite.Open(keyPair, encapsulated, wrapped.subarray(encapsulatedSize), { aad, info }));
  } catch (cause) {
    if (!(cause instanceof OpenError || cause instanceof DecapError)) throw cause;
    throw new WrappedKeyError(wrappedKey, context, 'it is for another key pair or another context, or was changed', {
      cause,
    });
  }
}

function wrappedBytes(wrappedKey: Hex, context: WrapContext): Buffer {
  try {
    return fromHex('the wrapped key', wrappedKey, wrappedSize);
  } catch (error) {
    if (error instanceof InvalidBytesError)
      throw new WrappedKeyError(wrappedKey, context, `it must have ${wrappedSize} bytes`);
    throw error;
  }
}
