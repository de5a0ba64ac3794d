import type { z } from 'zod';
import { decodeHeader, describeIssue, HeaderEncodingError } from '../protocol/x402/index.ts';
import { GatewayError } from './errors.ts';

/** What a request header must be. */
export type HeaderRule<Output> = {
  name: string;
  maxCharacters: number;
  /** What refusals are about: `<subject>_too_large`, `<subject>_malformed`. */
  subject: string;
  schema: z.ZodType<Output>;
};

/**
 * What a header of base64 of JSON says, in shape only.
 *
 * @throws {GatewayError} 431 if it is too long, 400 if it is not what it should be.
 */
export function parseHeader<Output>(value: string, rule: HeaderRule<Output>): Output {
  const { name, maxCharacters, subject, schema } = rule;
  if (value.length > maxCharacters) {
    const message = `${name} has ${value.length} characters; the limit is ${maxCharacters}`;
    throw new GatewayError(431, `${subject}_too_large`, message);
  }
  let content: unknown;
  try {
    content = decodeHeader(value);
  } catch (error) {
    if (!(error instanceof HeaderEncodingError)) throw error;
    const message = `${name} is ${error.message}; it must be base64 of JSON`;
    throw new GatewayError(400, `${subject}_malformed`, message, { cause: error });
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new GatewayError(400, `${subject}_malformed`, `${name}: ${describeIssue(parsed.error)}`);
}
