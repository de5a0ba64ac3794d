import type { Hex } from 'viem';
import { InvalidBytesError } from './errors.ts';

export function toHex(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`;
}

/** The bytes of a hex string. @throws {InvalidBytesError} unless they are `size`; the value is not shown. */
export function fromHex(what: string, hex: string, size: number): Buffer {
  if (hex.length !== 2 + 2 * size || !/^0x[0-9a-fA-F]*$/.test(hex)) throw new InvalidBytesError(what, size);
  return Buffer.from(hex.slice(2), 'hex');
}
