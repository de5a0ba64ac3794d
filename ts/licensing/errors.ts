import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { GatewayError } from '../gateway/errors.ts';
import type { SignedCount } from '../protocol/license/wire.ts';

type LicenseRefusal = { usage?: SignedCount | undefined; cause?: unknown };

/** A caller has no licence, or does not show it as it must. */
export class LicenseRefusedError extends GatewayError {
  override readonly name = 'LicenseRefusedError';
  /** The highest usage voucher that was answered; only for whoever proved to be a holder. */
  readonly usage: SignedCount | undefined;

  constructor(status: ContentfulStatusCode, type: string, message: string, { usage, cause }: LicenseRefusal = {}) {
    super(status, type, message, { cause });
    this.usage = usage && { cumulativeUses: usage.cumulativeUses, signature: usage.signature };
  }
}
