// npm run gateway -- --rpc-url URL --keystore FILE --password-file FILE --chain-id ID --escrow ADDRESS --price AMOUNT --directory DIR [--json]
import { parseArgs } from 'node:util';
import { BaseError, createClient, defineChain, http } from 'viem';
import { unlock } from '../deployment/keystore.ts';
import { runMain } from '../terminal/process.ts';
import { type GatewaySettings, SettingsError, settingFlags, settingsFromFlagValues } from './config.ts';
import type { GatewayEvent } from './events.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { languageClassifier } from './model/classifier.ts';

type Values = Record<string, string | boolean | undefined>;

function readFlags(args: readonly string[]): Values {
  const own = {
    'rpc-url': { type: 'string' },
    keystore: { type: 'string' },
    'password-file': { type: 'string' },
  } as const;
  try {
    const options = { ...settingFlags, ...own, json: { type: 'boolean', default: false } } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (cause) {
    throw new SettingsError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** A flag, or the environment variable that stands for it. */
function required(values: Values, flag: string): string {
  const variable = `TALLYSTICK_${flag.replaceAll('-', '_').toUpperCase()}`;
  const value = values[flag] ?? process.env[variable];
  if (typeof value === 'string' && value !== '') return value;
  throw new SettingsError(`--${flag} is missing; ${variable} may stand for it`);
}

/** An error without what follows its first line: there libraries write calldata, parameters and the URL of the RPC. */
function describeError(error: unknown): { name: string; message: string } {
  if (!(error instanceof Error)) return { name: 'Error', message: 'unknown' };
  return { name: error.name, message: error.message.split('\n')[0] ?? '' };
}

function logEvent(event: GatewayEvent): void {
  const line = JSON.stringify({ time: new Date().toISOString(), ...event }, (_key, value) => {
    if (typeof value === 'bigint') return value.toString();
    return value instanceof Error ? describeError(value) : value;
  });
  process.stderr.write(`${line}\n`);
}

async function start(settings: GatewaySettings, rpcUrl: string, values: Values): Promise<Gateway> {
  const { chainId } = settings;
  const account = await unlock({
    keystore: required(values, 'keystore'),
    passwordFile: required(values, 'password-file'),
  });
  const chain = defineChain({
    id: chainId,
    name: `chain ${chainId}`,
    nativeCurrency: { name: 'Coin', symbol: 'coin', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  });
  const client = createClient({ chain, transport: http(rpcUrl) });
  try {
    return await startGateway({ ...settings, client, account, model: languageClassifier(), onEvent: logEvent });
  } catch (cause) {
    if (!(cause instanceof BaseError)) throw cause;
    throw new SettingsError(`the RPC of --rpc-url does not answer as it should: ${cause.shortMessage}`, { cause });
  }
}

function announce({ url, receiver }: Gateway, settings: GatewaySettings, json: boolean): void {
  const { chainId, escrow, token, price } = settings;
  const line = json
    ? JSON.stringify({ url, receiver, chainId, escrow, token, price: price.toString() })
    : `serving at ${url} for ${receiver}: ${price} of ${token} an inference, chain ${chainId}, escrow ${escrow}`;
  process.stdout.write(`${line}\n`);
}

await runMain(async () => {
  const values = readFlags(process.argv.slice(2));
  const settings = settingsFromFlagValues(values, process.env);
  const gateway = await start(settings, required(values, 'rpc-url'), values);
  const stop = () => void runMain(gateway.stop);
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  announce(gateway, settings, values['json'] === true);
});
