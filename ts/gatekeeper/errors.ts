import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { GatewayError } from '../gateway/errors.ts';

/** What a refusal is about, for programs: numbers beyond 53 bits as text. */
export type RefusalValues = Readonly<Record<string, string | number | boolean>>;

type Refusal = { values?: RefusalValues; cause?: unknown };

/** A reader is refused. `status` and `type` are the reader's to act on, `values` caused it, the message is for people. */
export class GatekeeperError extends GatewayError {
  override readonly name: string = 'GatekeeperError';
  readonly values: RefusalValues;

  constructor(status: ContentfulStatusCode, type: string, message: string, { values = {}, cause }: Refusal = {}) {
    super(status, type, message, { cause });
    this.values = values;
  }
}

/** Too few endpoints agree on what the chain says. Nothing is served then. */
export class ChainUnavailableError extends GatekeeperError {
  override readonly name = 'ChainUnavailableError';

  constructor(agreeing: number, quorum: number, endpoints: number, reasons: readonly string[]) {
    const why = reasons.length === 0 ? '' : `: ${reasons.join('; ')}`;
    super(503, 'chain_unavailable', `${agreeing} of ${endpoints} endpoints agree, ${quorum} must${why}`, {
      values: { agreeing, quorum, endpoints },
    });
  }
}
