import { type Address, getAddress, type Hex, isAddress } from 'viem';
import { z } from 'zod';
import { type EscrowDomain, maxAmount, maxSalt } from '../index.ts';

/** The name of our vouchers among x402's schemes. */
export const voucherScheme = 'tallystick';

/** The chain's name in CAIP-2, as x402 writes it. */
export function networkOf({ chainId }: EscrowDomain): string {
  return `eip155:${chainId}`;
}

const maxAmountDigits = maxAmount.toString().length;

/** A decimal string of a token's smallest unit that fits the escrow's 96 bits. */
export const amountSchema = z
  .string()
  .regex(/^(?:0|[1-9][0-9]*)$/, 'must be a decimal string without sign or leading zero')
  .max(maxAmountDigits, `must have at most ${maxAmountDigits} digits`)
  .transform((text) => BigInt(text))
  .refine((amount) => amount <= maxAmount, `must be at most ${maxAmount}`);

/** A 20-byte address in hexadecimal, in any case; comes out with its checksum. */
export const addressSchema = z
  .string()
  .refine((text) => isAddress(text, { strict: false }), 'must be an address: 0x and 40 hexadecimal digits')
  .transform((text): Address => getAddress(text));

function hexSchema(bytes: number) {
  return z
    .string()
    .regex(new RegExp(`^0x[0-9a-fA-F]{${2 * bytes}}$`), `must be 0x and ${2 * bytes} hexadecimal digits`)
    .transform((text) => text.toLowerCase() as Hex);
}

/** 65 bytes `r ‖ s ‖ v`. */
export const signatureSchema = hexSchema(65);
/** Tells channels of the same parties apart. */
export const saltSchema = z.number().int().min(0).max(maxSalt);

/** 32 bytes. */
export const hashSchema = hexSchema(32);

/** The gateway's view of a channel, told to whoever proved to be its signer. */
const channelStateSchema = z.object({
  id: hashSchema,
  status: z.enum(['unknown', 'open', 'closing', 'closed']),
  /** Owed in total by the highest voucher that was honoured or settled. */
  cumulativeAmount: amountSchema,
  /** The signer's own signature of that voucher; absent if the gateway never saw it. */
  signature: signatureSchema.optional(),
  /** What the next voucher must name. */
  nextAmount: amountSchema,
  /** What the channel holds in total, as far as it is final. */
  funded: amountSchema,
});
export type ChannelState = z.output<typeof channelStateSchema>;

const requirementsExtraSchema = z.object({
  escrow: addressSchema,
  minimumNoticeSeconds: z.number().int().nonnegative(),
  finality: z.union([z.literal('finalized'), z.number().int().positive()]),
  channel: channelStateSchema.optional(),
});

/** One entry of `accepts`: what a request costs, and in which escrow. */
export const voucherRequirementsSchema = z.object({
  scheme: z.literal(voucherScheme),
  network: z.string().regex(/^eip155:[1-9][0-9]*$/, 'must be eip155:<chain id>'),
  amount: amountSchema,
  asset: addressSchema,
  payTo: addressSchema,
  maxTimeoutSeconds: z.number().int().positive(),
  extra: requirementsExtraSchema,
});
export type VoucherRequirements = z.output<typeof voucherRequirementsSchema>;

/** What a 402 says, in the header and in the body. Entries of other schemes are kept as they are. */
export const paymentRequiredSchema = z.object({
  x402Version: z.literal(2),
  error: z.string().optional(),
  resource: z.object({ url: z.string(), description: z.string().optional(), mimeType: z.string().optional() }),
  accepts: z.array(z.looseObject({ scheme: z.string() })),
});
export type PaymentRequired = {
  x402Version: 2;
  error: string;
  resource: { url: string; description: string; mimeType: string };
  accepts: VoucherRequirements[];
};

/** Which parts of the accepted requirements a payment must repeat. */
const acceptedSchema = z.looseObject({
  scheme: z.string(),
  network: z.string(),
  amount: amountSchema,
  asset: addressSchema,
  payTo: addressSchema,
  extra: z.looseObject({ escrow: addressSchema }),
});

/** What a client sends: the requirements that it accepted and its voucher. */
export const paymentPayloadSchema = z.object({
  x402Version: z.literal(2),
  accepted: acceptedSchema,
  payload: z.object({
    signer: addressSchema,
    salt: saltSchema,
    cumulativeAmount: amountSchema,
    signature: signatureSchema,
  }),
});
export type PaymentPayload = z.output<typeof paymentPayloadSchema>;

const signedReceiptSchema = z.object({
  sequence: amountSchema,
  requestHash: hashSchema,
  responseHash: hashSchema,
  cumulativeAmount: amountSchema,
  /** 65 bytes, by the receiver. */
  signature: signatureSchema,
});

/** What comes with a paid answer. `transaction` is empty: a voucher settles later, with many others. */
export const paymentResponseSchema = z.object({
  success: z.literal(true),
  transaction: z.literal(''),
  network: z.string(),
  payer: addressSchema,
  amount: amountSchema,
  extra: z.object({ channelId: hashSchema, receipt: signedReceiptSchema }),
});
export type PaymentResponse = z.output<typeof paymentResponseSchema>;

/** What `GET /v1/terms` answers. */
export const termsSchema = z.object({
  chainId: z.number().int().positive(),
  escrow: addressSchema,
  receiver: addressSchema,
  token: addressSchema,
  /** Per `unit`, in the token's smallest unit. */
  price: amountSchema,
  unit: z.string(),
  model: z.string(),
  minimumNoticeSeconds: z.number().int().nonnegative(),
  finality: z.union([z.literal('finalized'), z.number().int().positive()]),
});

/** The first thing that is wrong, with the field's path; for error messages of one line. */
export function describeIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'invalid';
  const path = issue.path.join('.');
  return path ? `${path}: ${issue.message}` : issue.message;
}
