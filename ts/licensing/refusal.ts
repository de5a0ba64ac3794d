import { z } from 'zod';
import { type LicenseRequired, licenseRequiredHeader, licenseRequiredSchema } from '../protocol/license/wire.ts';
import { decodeHeader, HeaderEncodingError } from '../protocol/x402/index.ts';

const bodySchema = z.object({ error: z.object({ type: z.string(), message: z.string() }) });

/** Why a server does not take a caller for licensed. */
export type Refusal = { status: number; type: string; message: string; required: LicenseRequired };

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readRequired(header: string): LicenseRequired | undefined {
  try {
    return licenseRequiredSchema.safeParse(decodeHeader(header)).data;
  } catch (error) {
    if (error instanceof HeaderEncodingError) return undefined;
    throw error;
  }
}

/** Reads the refusal in a response; undefined if it is something else, whose body is not touched then. */
export async function readRefusal(response: Response): Promise<Refusal | undefined> {
  const header = response.headers.get(licenseRequiredHeader);
  if (response.ok || header === null) return undefined;
  const required = readRequired(header);
  if (!required) return undefined;
  const body = bodySchema.safeParse(parseJson(await response.text())).data;
  const { type, message } = body?.error ?? { type: 'unknown', message: required.error };
  return { status: response.status, type, message, required };
}
