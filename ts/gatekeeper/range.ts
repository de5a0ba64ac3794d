import { GatekeeperError } from './errors.ts';

/** Bytes of a file, from the first to the last. */
export type ByteRange = { start: number; end: number };

/**
 * What a `Range` header asks for of a file of `size` bytes; undefined for the whole file, which is also the answer to a header
 * that is not understood, or that asks for several ranges (RFC 9110, 14.2).
 *
 * @throws {GatekeeperError} 416 if the range lies outside of the file.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = /^bytes=(?:(\d{1,15})-(\d{0,15})|-(\d{1,15}))$/i.exec(header?.trim() ?? '');
  if (!match) return undefined;
  const [, from, to, suffix] = match;
  if (to && Number(to) < Number(from)) return undefined;
  const start = suffix === undefined ? Number(from) : Math.max(0, size - Number(suffix));
  const end = to ? Math.min(Number(to), size - 1) : size - 1;
  if (start <= end) return { start, end };
  throw new GatekeeperError(416, 'range_not_satisfiable', `${header} lies outside of the file's ${size} bytes`, {
    values: { size },
  });
}
