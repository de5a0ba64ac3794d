import { wrapDataKey } from '../../sealing/index.ts';
import { UsageError } from '../../terminal/process.ts';
import { accountOf, accountOptions, type ChainClient, connect, vaultDomainOf } from '../chain.ts';
import { type Call, type Command, text } from '../command.ts';
import { toAddress, toBytes32, toSeconds, toTime } from '../values.ts';
import { keyFileOf, keyOptions, readDataKey } from './keys.ts';

/** The moment at which access ends, on the chain's clock. */
async function expiryOf(call: Call, client: ChainClient): Promise<bigint> {
  const [until, length] = [call.optional('until'), call.optional('for')];
  if ((until === undefined) === (length === undefined)) throw new UsageError('either --until TIME or --for LENGTH');
  if (until !== undefined) return toTime('until', until);
  return (await client.getBlock()).timestamp + toSeconds('for', length ?? '');
}

/** Wraps the latest revision's data key for a researcher, and grants access until a moment. */
export const grant: Command = {
  words: 'vault grant',
  usage:
    '--dataset ID --researcher ADDRESS (--until TIME | --for LENGTH) [--purpose TEXT] [--terms TEXT] --key-file FILE --key-password-file FILE --rpc-url URL --vault ADDRESS --keystore FILE --password-file FILE',
  summary: "wraps the data key for the researcher's published key and grants access until TIME, or for 30d, 12h, …",
  options: {
    ...accountOptions,
    ...keyOptions,
    dataset: text,
    researcher: text,
    until: text,
    for: text,
    purpose: text,
    terms: text,
  },
  run: async (call) => {
    const datasetId = toBytes32('dataset', call.required('dataset'));
    const researcher = toAddress('researcher', call.required('researcher'));
    const client = await connect(call, await accountOf(call));
    const expiry = await expiryOf(call, client);
    const { epoch, revision } = await client.vault.getDataset({ datasetId });
    const { version: present } = await client.vault.getGrant({ datasetId, researcher });
    const { publicKey, version: keyVersion } = await client.vault.getEncryptionKey({ account: researcher });
    if (keyVersion === 0)
      throw new UsageError(`${researcher} has published no encryption key: \`vault key --publish\``);
    const dataKey = await readDataKey(await keyFileOf(call), datasetId, revision);
    const version = present + 1;
    const context = { ...(await vaultDomainOf(call, client)), datasetId, epoch, researcher, version };
    const wrappedKey = await wrapDataKey({ dataKey, publicKey, context });
    const terms = { purpose: call.optional('purpose') ?? '', terms: call.optional('terms') ?? '' };
    const hash = await client.vault.grant({ researcher, datasetId, expiry, epoch, version, ...terms, wrappedKey });
    await client.vault.waitForTransaction({ hash });
    return {
      result: { datasetId, revision, researcher, expiry, epoch, version, hash },
      text: `${researcher} has access to ${datasetId} until ${new Date(Number(expiry) * 1_000).toISOString()}`,
    };
  },
};
