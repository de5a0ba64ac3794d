import { type PaymentPayload, paymentPayloadSchema, paymentSignatureHeader } from '../../protocol/x402/index.ts';
import { parseHeader } from '../header.ts';

/**
 * A payment as the client sent it, in shape only.
 *
 * @throws {GatewayError} 431 if the header is too long, 400 if it is not what it should be.
 */
export function decodePayment(header: string): PaymentPayload {
  return parseHeader(header, {
    name: paymentSignatureHeader,
    maxCharacters: 8_192,
    subject: 'payment',
    schema: paymentPayloadSchema,
  });
}
