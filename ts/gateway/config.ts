import { parseArgs } from 'node:util';
import { z } from 'zod';
import { maxNoticeSeconds, minNoticeSeconds, nativeToken } from '../protocol/index.ts';
import { addressSchema, amountSchema, describeIssue } from '../protocol/x402/index.ts';

const hourSeconds = 3_600;
const daySeconds = 86_400;
/** Prices that are owed before the provider settles, unless it says otherwise. */
const pricesToSettle = 10_000n;

/** A whole number, or its decimal text. */
export function integer(minimum: number, maximum: number) {
  return z.coerce.number().int().min(minimum).max(maximum);
}

const amount = z.union([z.bigint().transform((value) => value.toString()), z.string()]).pipe(amountSchema);
const positiveAmount = amount.refine((value) => value > 0n, 'must be at least 1');

/** The settings of every gateway, whatever it asks for an answer. */
export const servingFields = {
  /** Where the database lives. One process at a time. */
  directory: z.string().min(1),
  host: z.string().min(1).default('127.0.0.1'),
  /** Zero takes a free port. */
  port: integer(0, 65_535).default(0),
  /** How often the chain is read, and what is owed looked at. */
  pollSeconds: z.coerce.number().min(0.05).max(300).default(5),
  maxBodyBytes: integer(1_024, 16 * 1_024 * 1_024).default(65_536),
  maxHeaderBytes: integer(4_096, 262_144).default(16_384),
  /** How long a request may take to arrive. */
  requestTimeoutSeconds: integer(1, 600).default(15),
};

const fieldsSchema = z.strictObject({
  /** The chain that the escrow is on. */
  chainId: integer(1, Number.MAX_SAFE_INTEGER),
  /** The `InferenceEscrow`. */
  escrow: addressSchema,
  /** The ERC-20 that is taken, or address zero for the native coin. */
  token: addressSchema.default(nativeToken),
  /** Per inference, in the token's smallest unit. */
  price: positiveAmount,
  ...servingFields,
  /** Channels with a shorter notice period are refused. */
  minimumNoticeSeconds: integer(minNoticeSeconds, maxNoticeSeconds).default(2 * daySeconds),
  /** When an opening or a top-up counts: at the `finalized` block, or once it has this many confirmations. */
  finality: z.union([z.literal('finalized'), integer(1, 10_000)]).default('finalized'),
  /** All that is owed is settled once this much is, in the token's smallest unit. By default 10,000 times the price. */
  settleAmount: positiveAmount.optional(),
  /** All that is owed is settled once the oldest voucher is this old. */
  settleAgeSeconds: integer(1, maxNoticeSeconds).default(6 * hourSeconds),
  /**
   * A notice must be seen this long before its period ends: if the chain could not be read for so long that one may be
   * seen later, nothing is served. A rollup may take a day to force a transaction in; the default leaves six hours more.
   */
  settleBeforeCloseSeconds: integer(1, maxNoticeSeconds).default(30 * hourSeconds),
  /** Rows in one settling transaction. A row takes about 12,000 gas. */
  maxBatchRows: integer(1, 1_000).default(200),
  /** How long a settling transaction may take before the next attempt. */
  transactionTimeoutSeconds: integer(1, 3_600).default(120),
  /** Requests of one channel that may wait for each other. */
  maxQueuedPerChannel: integer(1, 10_000).default(64),
  /** Lookups of unknown channels at one time; more are told to come back. */
  maxChannelLookups: integer(1, 1_000).default(8),
});

const settingsSchema = fieldsSchema
  .refine((settings) => settings.settleBeforeCloseSeconds < settings.minimumNoticeSeconds, {
    path: ['settleBeforeCloseSeconds'],
    error: 'must be less than minimumNoticeSeconds',
  })
  .transform(({ settleAmount, ...settings }) => ({
    ...settings,
    settleAmount: settleAmount ?? settings.price * pricesToSettle,
  }));

/** A gateway's settings as they are given: numbers may be text, amounts may be `bigint` or text. */
export type GatewaySettingsInput = z.input<typeof settingsSchema>;

/** A gateway's settings, complete and checked. */
export type GatewaySettings = z.output<typeof settingsSchema>;

/** A setting is missing or wrong. The message names it, its value and the limit. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const names = Object.keys(fieldsSchema.shape);

function environmentName(name: string): string {
  return `TALLYSTICK_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/**
 * Checks settings by their schema and fills in what is left out.
 *
 * @param describe How the place that they come from calls a setting.
 * @throws {SettingsError}
 */
export function checkSettings<Settings>(
  schema: z.ZodType<Settings>,
  input: unknown,
  describe: (name: string) => string = (name) => name,
): Settings {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const name = String(issue?.path[0] ?? '');
  if (!name) throw new SettingsError(describeIssue(parsed.error));
  const given = (input as Record<string, unknown>)[name];
  if (given === undefined) throw new SettingsError(`${describe(name)} is missing`);
  throw new SettingsError(`${describe(name)}=${String(given)}: ${issue?.message}`);
}

/**
 * Checks the settings of a gateway that is paid, and fills in what is left out.
 *
 * @param describe How the place that they come from calls a setting.
 * @throws {SettingsError}
 */
export function parseSettings(input: unknown, describe?: (name: string) => string): GatewaySettings {
  return checkSettings(settingsSchema, input, describe);
}

/**
 * Settings from environment variables: `TALLYSTICK_CHAIN_ID`, `TALLYSTICK_ESCROW` and so on.
 *
 * @throws {SettingsError}
 */
export function settingsFromEnvironment(environment: Record<string, string | undefined>): GatewaySettings {
  const given = names.flatMap((name) => {
    const value = environment[environmentName(name)];
    return value === undefined ? [] : [[name, value] as const];
  });
  return parseSettings(Object.fromEntries(given), environmentName);
}

function flagName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The settings as options of node's `parseArgs`. */
export const settingFlags = Object.fromEntries(names.map((name) => [flagName(name), { type: 'string' }] as const));

/**
 * Settings from flags as `parseArgs` returns them, and from the environment what they leave out.
 *
 * @throws {SettingsError}
 */
export function settingsFromFlagValues(
  values: Record<string, unknown>,
  environment: Record<string, string | undefined>,
): GatewaySettings {
  const fromEnvironment = new Set<string>();
  const given = names.flatMap((name) => {
    const flag = values[flagName(name)];
    if (flag !== undefined) return [[name, flag] as const];
    const variable = environment[environmentName(name)];
    if (variable === undefined) return [];
    fromEnvironment.add(name);
    return [[name, variable] as const];
  });
  const describe = (name: string) => (fromEnvironment.has(name) ? environmentName(name) : `--${flagName(name)}`);
  return parseSettings(Object.fromEntries(given), describe);
}

/**
 * Settings from command-line flags: `--chain-id 1 --price=100` and so on.
 *
 * @throws {SettingsError}
 */
export function settingsFromFlags(args: readonly string[]): GatewaySettings {
  let values: Record<string, unknown>;
  try {
    ({ values } = parseArgs({ args: [...args], options: settingFlags }));
  } catch (cause) {
    throw new SettingsError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
  return settingsFromFlagValues(values, {});
}
