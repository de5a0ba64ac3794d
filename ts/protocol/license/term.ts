import { perpetual } from './plan.ts';

/** An unbroken time for which an account is or was licensed. */
export type Term = {
  /** Unix seconds at which it began. */
  startedAt: number;
  /** Unix seconds at which it ends or ended; `perpetual` for never. */
  expiresAt: number;
};

/** Whether a time, in unix seconds, lies in a term, by the contract's rule: not at `expiresAt` or later. */
export function isInTerm({ startedAt, expiresAt }: Term, time: bigint): boolean {
  return time >= startedAt && (time < expiresAt || expiresAt === perpetual);
}
