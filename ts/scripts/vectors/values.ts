import { type Address, getAddress, type Hex, keccak256, toHex } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { maxAmount, nativeToken } from '../../protocol/index.ts';

/** The largest address, in its checksummed form. */
export const lastAddress: Address = getAddress(`0x${'ff'.repeat(20)}`);

/** Small, usual and largest chain ids and addresses. */
export const places: readonly { chainId: number; contract: Address }[] = [
  { chainId: 1, contract: getAddress(`0x${'11'.repeat(20)}`) },
  { chainId: 8_453, contract: addressOf('escrow') },
  { chainId: 31_337, contract: lastAddress },
  { chainId: Number.MAX_SAFE_INTEGER, contract: addressOf('another escrow') },
];

/** Field values: all zero, all one, all at their largest, and all different, so that a swapped pair shows. */
export const levels = [
  { account: nativeToken, uint32: 0, uint64: 0n, uint96: 0n, bytes32: toHex(0, { size: 32 }) },
  { account: getAddress(toHex(1, { size: 20 })), uint32: 1, uint64: 1n, uint96: 1n, bytes32: toHex(1, { size: 32 }) },
  {
    account: lastAddress,
    uint32: 2 ** 32 - 1,
    uint64: 2n ** 64n - 1n,
    uint96: maxAmount,
    bytes32: toHex(2n ** 256n - 1n, { size: 32 }),
  },
  {
    account: undefined,
    uint32: 0x01234567,
    uint64: 1_800_000_000n,
    uint96: 0x0123456789abcdef01234567n,
    bytes32: undefined,
  },
] as const;

/** One of {@link levels}. Where it names no account or hash, each field has one of its own. */
export type Level = (typeof levels)[number];

/** Private keys that sign. */
export const keys: readonly Hex[] = ['first signer', 'second signer'].map((name) => keccak256(toHex(name)));

/** An address that `name` stands for. */
export function addressOf(name: string): Address {
  return privateKeyToAccount(keccak256(toHex(name))).address;
}

/** A hash that `name` stands for, or the level's. */
export function hashAt({ bytes32 }: Level, name: string): Hex {
  return bytes32 ?? keccak256(toHex(name));
}

/** A file's text. Numbers beyond 2⁵³ would lose digits as JSON numbers, so every integer is a decimal string. */
export function toText(content: object): string {
  const asText = (_: string, value: unknown) => (['bigint', 'number'].includes(typeof value) ? String(value) : value);
  return `${JSON.stringify(content, asText, 2)}\n`;
}
