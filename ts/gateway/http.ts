import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';
import { describeIssue } from '../protocol/x402/index.ts';
import { GatewayError } from './errors.ts';

/** The body of a refusal, whatever the route. */
export function errorBody(type: string, message: string) {
  return { error: { type, message } };
}

/** A refusal. */
export function errorResponse(context: Context, status: ContentfulStatusCode, type: string, message: string): Response {
  return context.json(errorBody(type, message), status);
}

/** The body's bytes. Handlers after the first get the same. */
export async function readBody(context: Context): Promise<Uint8Array> {
  return new Uint8Array(await context.req.arrayBuffer());
}

/** Throws {@link GatewayError} 415 if the body says that it is something else. */
export function requireJson(context: Context): void {
  const contentType = context.req.header('content-type');
  if (contentType === undefined || /^application\/json\s*(;|$)/i.test(contentType)) return;
  throw new GatewayError(415, 'unsupported_media_type', `content-type is ${contentType}; it must be application/json`);
}

/**
 * What a body of JSON says.
 *
 * @throws {GatewayError} 415 if it is something else, 400 if it cannot be read or is not what `schema` asks for.
 */
export async function readJson<Output>(context: Context, schema: z.ZodType<Output>): Promise<Output> {
  requireJson(context);
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(await readBody(context)));
  } catch (cause) {
    throw new GatewayError(400, 'invalid_request', 'the body must be JSON in UTF-8', { cause });
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new GatewayError(400, 'invalid_request', describeIssue(parsed.error));
}
