import type { Address, Hex } from 'viem';

/** A dataset was not read, or what came is not right. */
export class ReaderError extends Error {
  override readonly name: string = 'ReaderError';
}

/** The gatekeeper does not serve this reader. `type` is its reason. */
export class ReadRefusedError extends ReaderError {
  override readonly name = 'ReadRefusedError';
  readonly status: number;
  readonly type: string;

  constructor(status: number, type: string, message: string) {
    super(`the gatekeeper answered ${status}, ${type}: ${message}`);
    this.status = status;
    this.type = type;
  }
}

/** The server asked for a signature that is for something else. Nothing was signed. */
export class ChallengeInvalidError extends ReaderError {
  override readonly name = 'ChallengeInvalidError';
  readonly subject: string;

  constructor(subject: string, actual: unknown, expected: unknown) {
    super(`the challenge's ${subject} is ${actual}; it must be ${expected}`);
    this.subject = subject;
  }
}

/** The server's answer is not what a gatekeeper answers. */
export class AnswerInvalidError extends ReaderError {
  override readonly name = 'AnswerInvalidError';
}

/** The connection was cut more often than the reader resumes. */
export class ReadCutError extends ReaderError {
  override readonly name = 'ReadCutError';
  readonly received: number;
  readonly size: number;

  constructor(received: number, size: number, resumes: number, options: ErrorOptions) {
    super(`after ${resumes} times of resuming, ${received} of ${size} bytes arrived`, options);
    this.received = received;
    this.size = size;
  }
}

/** What arrived is not the sealed file that the chain names. Nothing was kept. */
export class CiphertextMismatchError extends ReaderError {
  override readonly name = 'CiphertextMismatchError';
  readonly actual: Hex;
  readonly expected: Hex;

  constructor(actual: Hex, expected: Hex) {
    super(`the file's SHA-256 is ${actual}; the chain has ${expected}`);
    this.actual = actual;
    this.expected = expected;
  }
}

/** There is a file of that name. Nothing was read. */
export class OutputTakenError extends ReaderError {
  override readonly name = 'OutputTakenError';

  constructor(output: string, options?: ErrorOptions) {
    super(`${output} exists already`, options);
  }
}

/** No grant of the researcher came with a wrapped key. */
export class NoWrappedKeyError extends ReaderError {
  override readonly name = 'NoWrappedKeyError';

  constructor(
    readonly datasetId: Hex,
    readonly researcher: Address,
  ) {
    super(`no grant of dataset ${datasetId} for ${researcher} came with a wrapped key`);
  }
}
