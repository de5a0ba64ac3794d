import { z } from 'zod';
import { integer, servingFields } from '../gateway/config.ts';
import { addressSchema, hashSchema } from '../protocol/x402/schemas.ts';

const datasetSchema = z.strictObject({
  id: hashSchema,
  /** The revision that the file is of: the chain's latest. */
  revision: integer(1, 2 ** 24 - 1),
  /** The sealed file. */
  path: z.string().min(1),
});

/** What a gatekeeper can be told. */
export const gatekeeperSettingsSchema = z.strictObject({
  ...servingFields,
  /** The chain that the vault is on. */
  chainId: integer(1, Number.MAX_SAFE_INTEGER),
  /** The `DataVault`. */
  vault: addressSchema,
  datasets: z
    .array(datasetSchema)
    .min(1)
    .refine((datasets) => new Set(datasets.map(({ id }) => id)).size === datasets.length, 'name a dataset once'),
  /**
   * What readers call this server, with its port if it is not the scheme's own: `data.example`. What they sign is for this
   * host alone. By default the address that it listens on.
   */
  publicHost: z.string().min(1).optional(),
  /** How many endpoints must say the same. By default more than half of them. */
  quorum: integer(1, 100).optional(),
  /** An endpoint that is further behind the most advanced one does not count. */
  maxLagBlocks: integer(0, 10_000).default(3),
  /** An endpoint without a block for so long does not count. */
  maxLagSeconds: integer(1, 86_400).default(300),
  endpointTimeoutSeconds: integer(1, 60).default(5),
  /** Blocks below the head from which on nothing is re-organised. */
  confirmations: integer(0, 10_000).default(0),
  /** How long a challenge is good for. */
  challengeSeconds: integer(1, 3_600).default(120),
  /** How long a reader can go on without signing again. */
  sessionSeconds: integer(1, 86_400).default(600),
  /** Grants that are looked up at one time; more readers are told to come back. */
  maxLookups: integer(1, 1_000).default(16),
  /** A read that is longer is looked up again after so many bytes, and so on. */
  recheckBytes: integer(65_536, 2 ** 30).default(8 * 1_024 * 1_024),
  /** The vault's deployment block, or any before it. */
  fromBlock: z.coerce.bigint().min(0n).default(0n),
  /** Blocks in one request for logs, as many as the endpoints allow. */
  blockRange: z.coerce.bigint().min(1n).default(10_000n),
  /** How long a delivery may take to be mined until it is looked at again. */
  receiptSeconds: integer(1, 3_600).default(120),
});

/** A gatekeeper's settings as they are given. */
export type GatekeeperSettingsInput = z.input<typeof gatekeeperSettingsSchema>;

/** A gatekeeper's settings, complete and checked. */
export type GatekeeperSettings = z.output<typeof gatekeeperSettingsSchema>;
