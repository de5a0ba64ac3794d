import { readFile } from 'node:fs/promises';
import { type Address, getAddress, type Hex, isAddress, isHex, size } from 'viem';
import { UsageError } from '../terminal/process.ts';

/** @throws {UsageError} unless it is an address. */
export function toAddress(option: string, value: string): Address {
  if (!isAddress(value, { strict: false })) throw new UsageError(`--${option}=${value}: must be an address`);
  return getAddress(value);
}

/** @throws {UsageError} unless it is 32 bytes in hex. */
export function toBytes32(option: string, value: string): Hex {
  if (!isHex(value) || size(value) !== 32) throw new UsageError(`--${option}=${value}: must be 32 bytes in hex`);
  return value.toLowerCase() as Hex;
}

/** @throws {UsageError} unless it is a whole number in the range. */
export function toInteger(option: string, value: string, minimum: number, maximum: number): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= minimum && number <= maximum) return number;
  throw new UsageError(`--${option}=${value}: must be a whole number from ${minimum} to ${maximum}`);
}

const secondsOf: Readonly<Record<string, bigint>> = { s: 1n, m: 60n, h: 3_600n, d: 86_400n };

/** Seconds of a length of time: `90s`, `30m`, `12h`, `30d`. @throws {UsageError} */
export function toSeconds(option: string, value: string): bigint {
  const [, count, unit] = /^([1-9]\d{0,9})([smhd])$/.exec(value) ?? [];
  const seconds = unit === undefined ? undefined : secondsOf[unit];
  if (count === undefined || seconds === undefined) {
    throw new UsageError(`--${option}=${value}: must be a length of time such as 90s, 30m, 12h or 30d`);
  }
  return BigInt(count) * seconds;
}

/** Unix seconds of a moment: a number of them, or an ISO 8601 date. @throws {UsageError} */
export function toTime(option: string, value: string): bigint {
  if (/^\d{1,20}$/.test(value)) return BigInt(value);
  const milliseconds = Date.parse(value);
  if (Number.isNaN(milliseconds)) {
    throw new UsageError(`--${option}=${value}: must be unix seconds or a date such as 2027-06-30T12:00:00Z`);
  }
  return BigInt(Math.floor(milliseconds / 1_000));
}

/** A password, from its file's first line. @throws {UsageError} if the file cannot be read or the line is empty. */
export async function readPassword(option: string, file: string): Promise<string> {
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`--${option}=${file}: cannot be read`, { cause });
  }
  const [password = ''] = content.split(/\r?\n/);
  if (password === '') throw new UsageError(`--${option}=${file}: its first line is empty`);
  return password;
}
