import { LicenseRefusedError } from './errors.ts';

/** How long what a holder signs for one use may be good for. */
const maxRequestSeconds = 120n;

/**
 * @param subject What it is, for messages.
 * @throws {LicenseRefusedError} 403 if it has expired, or expires later than what is signed for one use may.
 */
export function requireCurrent(subject: string, expiresAt: bigint, now: bigint): void {
  if (expiresAt <= now) {
    throw new LicenseRefusedError(403, 'request_expired', `${subject} expired at ${expiresAt}; it is ${now}`);
  }
  if (expiresAt > now + maxRequestSeconds) {
    const message = `${subject} expires in ${expiresAt - now} seconds; the limit is ${maxRequestSeconds}`;
    throw new LicenseRefusedError(403, 'request_too_long', message);
  }
}
