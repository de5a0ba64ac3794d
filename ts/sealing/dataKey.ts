import { createHmac, type Hmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Hex } from 'viem';
import { commitmentSize, prefix } from './format.ts';
import { fromHex, toHex } from './hex.ts';

export const dataKeySize = 32;

/** 32 random bytes, for one revision of one dataset. */
export function generateDataKey(): Hex {
  return toHex(randomBytes(dataKeySize));
}

/** @throws {InvalidBytesError} unless it has 32 bytes. */
export function dataKeyBytes(dataKey: Hex): Buffer {
  return fromHex('the data key', dataKey, dataKeySize);
}

function derive(dataKey: Uint8Array, salt: Uint8Array, purpose: string, size: number): Buffer {
  const info = Buffer.concat([Buffer.from(`tallystick/sealing/v1 ${purpose}`, 'ascii'), prefix]);
  return Buffer.from(hkdfSync('sha256', dataKey, salt, info, size));
}

/** What a data key becomes for the file with this salt. */
export type FileKeys = { segmentKey: Buffer; commitment: Buffer };

export function deriveFileKeys(dataKey: Uint8Array, salt: Uint8Array): FileKeys {
  return {
    segmentKey: derive(dataKey, salt, 'segment key', 32),
    commitment: derive(dataKey, salt, 'key commitment', commitmentSize),
  };
}

/**
 * HMAC-SHA-256 under a key derived from the data key alone, so that the same content has the same digest when it is sealed
 * again with the same key.
 */
export function startContentDigest(dataKey: Uint8Array): Hmac {
  return createHmac('sha256', derive(dataKey, new Uint8Array(0), 'content digest', 32));
}
