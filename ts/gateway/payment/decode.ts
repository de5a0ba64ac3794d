import {
  decodeHeader,
  describeIssue,
  HeaderEncodingError,
  type PaymentPayload,
  paymentPayloadSchema,
  paymentSignatureHeader,
} from '../../protocol/x402/index.ts';
import { GatewayError } from '../errors.ts';

const maxHeaderCharacters = 8_192;

/**
 * A payment as the client sent it, in shape only.
 *
 * @throws {GatewayError} 431 if the header is too long, 400 if it is not what it should be.
 */
export function decodePayment(header: string): PaymentPayload {
  if (header.length > maxHeaderCharacters) {
    throw new GatewayError(
      431,
      'payment_too_large',
      `${paymentSignatureHeader} has ${header.length} characters; the limit is ${maxHeaderCharacters}`,
    );
  }
  let value: unknown;
  try {
    value = decodeHeader(header);
  } catch (error) {
    if (!(error instanceof HeaderEncodingError)) throw error;
    const message = `${paymentSignatureHeader} is ${error.message}; it must be base64 of JSON`;
    throw new GatewayError(400, 'payment_malformed', message, { cause: error });
  }
  const parsed = paymentPayloadSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new GatewayError(400, 'payment_malformed', `${paymentSignatureHeader}: ${describeIssue(parsed.error)}`);
}
