import type { Address, Hex, LocalAccount } from 'viem';
import { z } from 'zod';
import type { VaultDomain } from '../protocol/vault/index.ts';
import { encodeHeader } from '../protocol/x402/index.ts';
import {
  type Challenge,
  challengePath,
  challengeSchema,
  dataReadHeader,
  dataReadTypedData,
  dataSessionHeader,
  datasetPath,
} from './protocol.ts';
import type { ByteRange } from './range.ts';
import { AnswerInvalidError, ChallengeInvalidError, ReadCutError, ReadRefusedError } from './readerErrors.ts';

const refusalSchema = z.object({ error: z.object({ type: z.string(), message: z.string() }) });

/** Refusals after which a new challenge may do better. */
const renewable = new Set(['challenge_expired', 'challenge_replayed', 'session_expired', 'session_unknown']);

/** How often one request is signed for, at most. */
const maxAttempts = 3;

/** Whose reads of what. */
export type ReadSessionOptions = {
  origin: string;
  datasetId: Hex;
  domain: VaultDomain;
  account: LocalAccount;
  researcher: Address;
  maxResumes: number;
  fetchFunction: typeof fetch;
};

type Part = ByteRange & { size: number; etag: string };

async function refusalOf(response: Response): Promise<ReadRefusedError> {
  let body: unknown;
  try {
    body = await response.json();
  } catch {
    body = undefined;
  }
  const { type, message } = refusalSchema.safeParse(body).data?.error ?? {
    type: 'unknown',
    message: 'no reason given',
  };
  return new ReadRefusedError(response.status, type, message);
}

/** Which bytes an answer has. @throws {AnswerInvalidError} if it does not say so. */
function partOf(response: Response): Part {
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  const etag = response.headers.get('etag');
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(response.headers.get('content-range') ?? '');
  const [start, end, size] = match ? match.slice(1).map(Number) : [0, length - 1, length];
  const whole = [start, end, size].every(Number.isSafeInteger);
  if (etag && whole && start !== undefined && end !== undefined && size !== undefined && end - start + 1 === length) {
    if ((response.status === 206) === (match !== null)) return { start, end, size, etag };
  }
  throw new AnswerInvalidError(`an answer of ${response.status} without length, range or ETag that fit each other`);
}

/** Reads of one dataset from one server, by as few signatures as it takes. */
export class ReadSession {
  readonly #options: ReadSessionOptions;
  #token: string | undefined;
  #revision: number | undefined;

  constructor(options: ReadSessionOptions) {
    this.#options = options;
  }

  /** A part of the file, or all of it. @param revision Which it must be of. Default: any. */
  async read(range: ByteRange | undefined, revision?: number): Promise<Response> {
    if (revision !== undefined && this.#revision !== revision) this.#token = undefined;
    const header = range && `bytes=${range.start}-${range.end}`;
    const response = await this.#request({ ...(header && { range: header }) }, revision);
    const part = partOf(response);
    if (range && (part.start !== range.start || part.end > range.end)) {
      await response.body?.cancel();
      throw new AnswerInvalidError(`bytes ${part.start}-${part.end} came for ${range.start}-${range.end}`);
    }
    const { status, statusText, headers } = response;
    return new Response(this.#resumed(response, part, revision), { status, statusText, headers });
  }

  async #challenge(revision: number | undefined): Promise<Challenge> {
    const { origin, datasetId, domain, fetchFunction } = this.#options;
    const url = new URL(challengePath, origin);
    url.searchParams.set('dataset', datasetId);
    const response = await fetchFunction(url, { redirect: 'error' });
    if (!response.ok) throw await refusalOf(response);
    const parsed = challengeSchema.safeParse(await response.json());
    if (!parsed.success) throw new AnswerInvalidError(`the challenge cannot be read: ${z.prettifyError(parsed.error)}`);
    const challenge = parsed.data;
    const expected = { ...domain, host: url.host, datasetId, revision: revision ?? challenge.revision };
    for (const [name, value] of Object.entries(expected)) {
      const actual = challenge[name as keyof typeof expected];
      if (actual !== value) throw new ChallengeInvalidError(name, actual, value);
    }
    return challenge;
  }

  async #sign(revision: number | undefined): Promise<string> {
    const { account, domain, researcher } = this.#options;
    const { host, datasetId, revision: served, nonce, expiresAt } = await this.#challenge(revision);
    const read = { host, datasetId, revision: served, researcher, nonce, expiresAt };
    const signature = await account.signTypedData(dataReadTypedData(domain, read));
    this.#revision = served;
    return encodeHeader({ ...read, signature });
  }

  async #request(headers: Record<string, string>, revision: number | undefined): Promise<Response> {
    const { origin, datasetId, fetchFunction } = this.#options;
    const url = new URL(datasetPath(datasetId), origin);
    for (let attempt = 1; ; attempt += 1) {
      const access = this.#token
        ? { [dataSessionHeader]: this.#token }
        : { [dataReadHeader]: await this.#sign(revision) };
      const response = await fetchFunction(url, { headers: { ...headers, ...access }, redirect: 'error' });
      this.#token = response.headers.get(dataSessionHeader) ?? this.#token;
      if (response.ok) return response;
      const refusal = await refusalOf(response);
      if (!renewable.has(refusal.type) || attempt >= maxAttempts) throw refusal;
      this.#token = undefined;
    }
  }

  /** The rest of a part whose connection was cut. */
  async #rest(position: number, { end, size, etag }: Part, revision: number | undefined): Promise<Response> {
    const response = await this.#request({ range: `bytes=${position}-${end}`, 'if-range': etag }, revision);
    const part = partOf(response);
    if (part.etag === etag && part.start === position && part.end === end && part.size === size) return response;
    await response.body?.cancel();
    throw new AnswerInvalidError(`the file changed while it was read, at byte ${position}`);
  }

  #resumed(first: Response, part: Part, revision: number | undefined): ReadableStream<Uint8Array> {
    const { maxResumes } = this.#options;
    let reader = first.body?.getReader();
    let position = part.start;
    let resumes = 0;

    const resume = async (cause: unknown): Promise<void> => {
      for (;;) {
        if (resumes >= maxResumes) throw new ReadCutError(position - part.start, part.size, resumes, { cause });
        resumes += 1;
        try {
          reader = (await this.#rest(position, part, revision)).body?.getReader();
          return;
        } catch (error) {
          // Only what the network did is tried again.
          if (!(error instanceof TypeError)) throw error;
        }
      }
    };

    const next = async (): Promise<Uint8Array> => {
      for (;;) {
        let cause: unknown;
        try {
          const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
          if (!done && value.length > 0) return value;
        } catch (error) {
          cause = error;
        }
        await resume(cause);
      }
    };

    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          const chunk = await next();
          if (chunk.length > part.end + 1 - position) {
            await reader?.cancel();
            throw new AnswerInvalidError('more bytes came than were announced');
          }
          position += chunk.length;
          controller.enqueue(chunk);
          if (position <= part.end) return;
          controller.close();
          await reader?.cancel();
        },
        cancel: async (reason) => reader?.cancel(reason),
      },
      { highWaterMark: 0 },
    );
  }
}
