import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ChannelState } from '../protocol/x402/index.ts';

/** A request is refused. `status` and `type` are the client's to act on, the message is for people. */
export class GatewayError extends Error {
  override readonly name: string = 'GatewayError';
  readonly status: ContentfulStatusCode;
  readonly type: string;

  constructor(status: ContentfulStatusCode, type: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
    this.type = type;
  }
}

type PaymentRefusal = { status?: 402 | 409; channel?: ChannelState | undefined; cause?: unknown };

/** The payment is missing or not the one that is asked for: the answer says which one is. */
export class PaymentRefusedError extends GatewayError {
  override readonly name = 'PaymentRefusedError';
  /** What the gateway knows of the channel; only for whoever proved to be its signer. */
  readonly channel: ChannelState | undefined;

  constructor(type: string, message: string, { status = 402, channel, cause }: PaymentRefusal = {}) {
    super(status, type, message, { cause });
    this.channel = channel;
  }
}

/** Another process holds the directory. */
export class DirectoryInUseError extends Error {
  override readonly name = 'DirectoryInUseError';

  constructor(directory: string) {
    super(`${directory} is in use by another gateway; a directory serves one process at a time`);
  }
}

/** The lock could not be renewed, so that another process may have the directory. Nothing is written any more. */
export class DirectoryLostError extends GatewayError {
  override readonly name = 'DirectoryLostError';

  constructor(options: ErrorOptions) {
    super(503, 'directory_lost', 'the records may belong to another process by now; nothing is served', options);
  }
}

/** The directory holds the records of another contract. */
export class DirectoryMismatchError extends Error {
  override readonly name = 'DirectoryMismatchError';

  constructor(directory: string, held: string, wanted: string) {
    super(`${directory} holds the records of ${held}, not of ${wanted}`);
  }
}

/** Someone else changed this record at the same time. Nothing was written. */
export class StaleRecordError extends Error {
  override readonly name = 'StaleRecordError';
}
