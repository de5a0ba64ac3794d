import type { Address, Hex } from 'viem';
import { z } from 'zod';
import { addressSchema, hashSchema, signatureSchema } from '../x402/schemas.ts';
import type { LicensedRequest, LicenseReceipt, ReceiptRequest } from './receipts.ts';
import type { Usage } from './typedData.ts';

/** What a refusal tells: which licence is needed and where receipts are issued. */
export const licenseRequiredHeader = 'LICENSE-REQUIRED';
/** The receipt. */
export const licenseReceiptHeader = 'LICENSE-RECEIPT';
/** The holder's signature for this one request. */
export const licenseRequestHeader = 'LICENSE-REQUEST';
/** The usage voucher, where uses are counted. */
export const licenseUsageHeader = 'LICENSE-USAGE';

/** Characters of each of these headers, at most. */
export const maxLicenseHeaderCharacters = 4_096;

/** Where a gateway issues receipts. */
export const licenseReceiptsPath = '/v1/license-receipts';

/** Of {@link LicensedRequest}, so that the header keeps within its limit. */
const maxUrlCharacters = 2_048;
const maxHostCharacters = 261;

const uint64Schema = z
  .string()
  .regex(/^(?:0|[1-9][0-9]{0,19})$/, 'must be a decimal string without sign or leading zero')
  .transform((text) => BigInt(text))
  .refine((value) => value < 2n ** 64n, 'must have at most 64 bits');

const chainIdSchema = z.number().int().positive();

/** A receipt and whose it is. */
export type SignedReceipt = {
  chainId: number;
  license: Address;
  receipt: LicenseReceipt;
  /** 65 bytes, by the issuer. */
  signature: Hex;
};

/** What `LICENSE-RECEIPT` holds, and what `POST /v1/license-receipts` answers. */
export const signedReceiptSchema: z.ZodType<SignedReceipt> = z.strictObject({
  chainId: chainIdSchema,
  license: addressSchema,
  receipt: z.strictObject({
    modelId: hashSchema,
    licensee: addressSchema,
    holder: addressSchema,
    issuedAt: uint64Schema,
    expiresAt: uint64Schema,
    meteredUses: uint64Schema,
    uses: uint64Schema,
  }),
  signature: signatureSchema,
});

/** What a holder asks for. */
export type SignedReceiptRequest = ReceiptRequest & { holder: Address; signature: Hex };

/** What `POST /v1/license-receipts` takes. */
export const receiptRequestSchema: z.ZodType<SignedReceiptRequest> = z.strictObject({
  modelId: hashSchema,
  licensee: addressSchema,
  holder: addressSchema,
  host: z.string().min(1).max(maxHostCharacters),
  expiresAt: uint64Schema,
  nonce: hashSchema,
  signature: signatureSchema,
});

/** A holder's signature for one request. */
export type SignedRequest = Omit<LicensedRequest, 'receiptHash'> & { signature: Hex };

/** What `LICENSE-REQUEST` holds. */
export const signedRequestSchema: z.ZodType<SignedRequest> = z.strictObject({
  method: z.string().min(1).max(16),
  url: z.string().min(1).max(maxUrlCharacters),
  bodyHash: hashSchema,
  expiresAt: uint64Schema,
  nonce: hashSchema,
  signature: signatureSchema,
});

/** How far a licensee has come, by its own or a seat's signature. */
export type SignedCount = Pick<Usage, 'cumulativeUses'> & { signature: Hex };

/** What `LICENSE-USAGE` holds. */
export const signedCountSchema: z.ZodType<SignedCount> = z.strictObject({
  cumulativeUses: uint64Schema,
  signature: signatureSchema,
});

/** What a server that serves only licensed callers asks for. */
export type LicenseRequired = {
  error: string;
  chainId: number;
  license: Address;
  modelId: Hex;
  /** Where receipts are issued: a URL, or a path of the same server. */
  receipts: string;
  /** The server's time, in unix seconds. */
  now: bigint;
  /** The highest usage voucher that the server answered; told only to a holder. */
  usage?: SignedCount | undefined;
};

/** What `LICENSE-REQUIRED` holds. */
export const licenseRequiredSchema: z.ZodType<LicenseRequired> = z.object({
  error: z.string(),
  chainId: chainIdSchema,
  license: addressSchema,
  modelId: hashSchema,
  receipts: z.string(),
  now: uint64Schema,
  usage: signedCountSchema.optional(),
});
