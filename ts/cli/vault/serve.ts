import { once } from 'node:events';
import { createClient, http } from 'viem';
import { type Gatekeeper, startGatekeeper } from '../../gatekeeper/index.ts';
import { wrapDataKey } from '../../sealing/index.ts';
import { UsageError } from '../../terminal/process.ts';
import { accountOf, accountOptions, connect, vaultDomainOf } from '../chain.ts';
import { type Call, type Command, text, texts } from '../command.ts';
import { toInteger } from '../values.ts';
import { keyFileOf, keyOptions, readDataKey } from './keys.ts';
import { readManifest } from './manifest.ts';

const maxPort = 65_535;

/** What sells: without a key file, purchases are left to the owner. */
async function purchasesOf(call: Call) {
  if (call.optional('key-file') === undefined) return undefined;
  const keyFile = await keyFileOf(call);
  const walletClient = await connect(call, await accountOf(call));
  const read = (datasetId: `0x${string}`, revision: number) => readDataKey(keyFile, datasetId, revision);
  return { walletClient, wrapDataKey, readDataKey: read };
}

async function start(call: Call): Promise<Gatekeeper> {
  if (call.positionals.length === 0) throw new UsageError('name the sealed files that are served');
  const client = await connect(call, undefined);
  const manifests = await Promise.all(call.positionals.map(readManifest));
  const datasets = manifests.map(({ datasetId, revision }, index) => ({
    id: datasetId,
    revision,
    path: call.positionals[index] ?? '',
  }));
  const endpoints = [call.required('rpc-url'), ...call.all('also-rpc-url')];
  const quorum = call.optional('quorum');
  return startGatekeeper({
    ...(await vaultDomainOf(call, client)),
    clients: endpoints.map((url) => createClient({ chain: client.chain, transport: http(url) })),
    datasets,
    directory: call.required('directory'),
    port: toInteger('port', call.optional('port') ?? '0', 0, maxPort),
    confirmations: toInteger('confirmations', call.optional('confirmations') ?? '0', 0, 10_000),
    ...(call.optional('public-host') === undefined ? {} : { publicHost: call.required('public-host') }),
    ...(quorum === undefined ? {} : { quorum: toInteger('quorum', quorum, 1, endpoints.length) }),
    purchases: await purchasesOf(call),
    onEvent: (event) => {
      const line = JSON.stringify(event, (_key, value) => {
        if (typeof value === 'bigint') return value.toString();
        return value instanceof Error ? `${value.name}: ${value.message.split('\n')[0]}` : value;
      });
      process.stderr.write(`${line}\n`);
    },
  });
}

/** Runs the owner's server until it is told to stop. */
export const serve: Command = {
  words: 'vault serve',
  usage:
    'SEALED… --directory FOLDER --rpc-url URL [--also-rpc-url URL]… [--quorum N] [--confirmations N] --vault ADDRESS [--port N] [--public-host HOST] [--key-file FILE --key-password-file FILE --keystore FILE --password-file FILE]',
  summary: 'serves sealed files to who has a live grant; with the key file and an account, delivers what is bought',
  options: {
    ...accountOptions,
    ...keyOptions,
    'also-rpc-url': texts,
    quorum: text,
    confirmations: text,
    directory: text,
    port: text,
    'public-host': text,
  },
  run: async (call) => {
    const gatekeeper = await start(call);
    const { url } = gatekeeper;
    process.stdout.write(call.isSet('json') ? `${JSON.stringify({ url })}\n` : `serving at ${url}\n`);
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    await gatekeeper.stop();
    return { result: { url, stopped: true }, text: 'stopped' };
  },
};
