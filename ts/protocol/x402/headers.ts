/** Header names of x402 version 2. */
export const paymentRequiredHeader = 'PAYMENT-REQUIRED';
export const paymentSignatureHeader = 'PAYMENT-SIGNATURE';
export const paymentResponseHeader = 'PAYMENT-RESPONSE';

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** A header's value is not base64 of UTF-8 JSON. */
export class HeaderEncodingError extends Error {
  override readonly name = 'HeaderEncodingError';
}

/** A value as JSON, with amounts (`bigint`) as decimal strings. */
export function encodeJson(value: unknown): string {
  return JSON.stringify(value, (_key, field) => (typeof field === 'bigint' ? field.toString() : field));
}

/** A value as base64 of its JSON. */
export function encodeHeader(value: unknown): string {
  const bytes = new TextEncoder().encode(encodeJson(value));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/**
 * What a header says.
 *
 * @throws {HeaderEncodingError} if it is not base64, not UTF-8 or not JSON.
 */
export function decodeHeader(value: string): unknown {
  if (!base64.test(value)) throw new HeaderEncodingError('not base64');
  const bytes = Uint8Array.from(atob(value), (character) => character.charCodeAt(0));
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new HeaderEncodingError('not UTF-8', { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HeaderEncodingError('not JSON', { cause });
  }
}
