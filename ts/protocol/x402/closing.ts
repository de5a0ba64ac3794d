import { z } from 'zod';
import { type CloseConsent, closeConsentTypedData, type EscrowDomain, escrowTypes } from '../index.ts';
import { addressSchema, amountSchema, saltSchema, signatureSchema } from './schemas.ts';

const deadlineSchema = z
  .string()
  .regex(/^[1-9][0-9]{0,14}$/, 'must be unix seconds as a decimal string')
  .transform((text) => BigInt(text));

/** What `POST /v1/close-consents` takes: the signer of a channel asks that it end. */
export const closeRequestSchema = z.strictObject({
  signer: addressSchema,
  salt: saltSchema,
  /** Owed in total by the highest voucher. */
  finalAmount: amountSchema,
  /** Unix seconds; the consent is not valid at this time or later. */
  deadline: deadlineSchema,
  /** The signer's, of {@link closeRequestTypedData}. */
  signature: signatureSchema,
});
export type CloseRequest = z.output<typeof closeRequestSchema>;

/** What it answers: the provider's consent, for `closeWithConsent`, by the payer. */
export const closeConsentSchema = z.object({
  finalAmount: amountSchema,
  deadline: deadlineSchema,
  signature: signatureSchema,
});

/** What the channel's signer signs to ask for the end. A voucher would not do: once settled, it is known to all. */
export function closeRequestTypedData(parameters: EscrowDomain, consent: CloseConsent) {
  const { domain, message } = closeConsentTypedData(parameters, consent);
  return { domain, types: { CloseRequest: escrowTypes.CloseConsent }, primaryType: 'CloseRequest', message } as const;
}
