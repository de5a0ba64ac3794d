import type { Address, Hex } from 'viem';
import { z } from 'zod';
import { type VaultDomain, vaultDomain } from '../protocol/vault/index.ts';
import { addressSchema, hashSchema } from '../protocol/x402/schemas.ts';

/** Holds what a reader signed, in base64 of JSON. */
export const dataReadHeader = 'DATA-READ';
/** Holds the token of a read session: in the answer to `DATA-READ`, and in the requests after it. */
export const dataSessionHeader = 'DATA-SESSION';

/** Characters of `DATA-READ`, at most: a contract account's signature may be long. */
export const maxDataReadCharacters = 8_192;

/** Where a gatekeeper gives out challenges. */
export const challengePath = '/v1/challenge';

/** Where a gatekeeper serves a dataset's sealed file. */
export function datasetPath(datasetId: Hex): string {
  return `/v1/datasets/${datasetId}`;
}

/** What a researcher signs to read a dataset. */
export type DataRead = {
  /** The gatekeeper's host, with its port if it is not the scheme's own. */
  host: string;
  datasetId: Hex;
  revision: number;
  /** Who reads. A key, or a contract account that signs by ERC-1271. */
  researcher: Address;
  /** Given out by the gatekeeper, used once. */
  nonce: Hex;
  /** Unix seconds, in the chain's time; not valid at this time or later. */
  expiresAt: bigint;
};

const dataReadTypes = {
  DataRead: [
    { name: 'host', type: 'string' },
    { name: 'datasetId', type: 'bytes32' },
    { name: 'revision', type: 'uint24' },
    { name: 'researcher', type: 'address' },
    { name: 'nonce', type: 'bytes32' },
    { name: 'expiresAt', type: 'uint64' },
  ],
} as const;

/**
 * The EIP-712 typed data of a read, in the vault's domain. The contract takes no such signature.
 *
 * @example
 * const signature = await account.signTypedData(dataReadTypedData({ chainId, vault }, read))
 */
export function dataReadTypedData(domain: VaultDomain, message: DataRead) {
  return {
    domain: vaultDomain(domain),
    types: dataReadTypes,
    primaryType: 'DataRead',
    message,
  } as const;
}

const uint64Schema = z
  .string()
  .regex(/^(?:0|[1-9][0-9]{0,19})$/, 'must be a decimal string without sign or leading zero')
  .transform((text) => BigInt(text))
  .refine((value) => value < 2n ** 64n, 'must have at most 64 bits');

const challengeFields = {
  host: z.string().min(1).max(261),
  datasetId: hashSchema,
  revision: z
    .number()
    .int()
    .min(1)
    .max(2 ** 24 - 1),
  nonce: hashSchema,
  expiresAt: uint64Schema,
};

/** What `GET /v1/challenge` answers. */
export const challengeSchema = z.object({
  chainId: z.number().int().positive(),
  vault: addressSchema,
  ...challengeFields,
});

/** What `DATA-READ` holds. */
export const signedReadSchema = z.strictObject({
  ...challengeFields,
  researcher: addressSchema,
  signature: z.string().regex(/^0x(?:[0-9a-fA-F]{2})+$/, 'must be hexadecimal bytes') as unknown as z.ZodType<Hex>,
});

/** What a gatekeeper gives out to be signed. */
export type Challenge = z.output<typeof challengeSchema>;

/** What a researcher signed, and its signature. */
export type SignedRead = DataRead & { signature: Hex };
