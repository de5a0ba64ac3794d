import { fetchDataset } from '../../gatekeeper/fetchDataset.ts';
import { accountOf, accountOptions, connect, vaultDomainOf } from '../chain.ts';
import { type Command, text } from '../command.ts';
import { toBytes32 } from '../values.ts';
import { keyFileOf, keyOptions, readEncryptionKey } from './keys.ts';

/** Fetches a dataset from its gatekeeper and decrypts it. */
export const fetch: Command = {
  words: 'vault fetch',
  usage:
    '--dataset ID --url URL --output FILE --key-file FILE --key-password-file FILE --rpc-url URL --vault ADDRESS --keystore FILE --password-file FILE',
  summary: 'reads a dataset that the account was granted, decrypts it, and checks it against the chain',
  options: { ...accountOptions, ...keyOptions, dataset: text, url: text, output: text },
  run: async (call) => {
    const datasetId = toBytes32('dataset', call.required('dataset'));
    const [url, output] = [call.required('url'), call.required('output')];
    const { privateKey } = await readEncryptionKey(await keyFileOf(call));
    const account = await accountOf(call);
    const client = await connect(call, account);
    const domain = await vaultDomainOf(call, client);
    const result = await fetchDataset({ ...domain, client, account, privateKey, datasetId, url, output });
    return { result, text: `revision ${result.revision} of ${datasetId} is in ${output}` };
  },
};
