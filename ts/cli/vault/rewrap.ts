import { wrapDataKey } from '../../sealing/index.ts';
import { accountOf, accountOptions, connect } from '../chain.ts';
import { type Command, text } from '../command.ts';
import { toBytes32 } from '../values.ts';
import { keyFileOf, keyOptions, readDataKey } from './keys.ts';

/** After a new revision: brings its key to those who have access, and to nobody else. */
export const rewrap: Command = {
  words: 'vault rewrap',
  usage:
    '--dataset ID --key-file FILE --key-password-file FILE --rpc-url URL --vault ADDRESS --keystore FILE --password-file FILE',
  summary: "wraps the latest revision's data key for each live grant, until the same time, for the same purpose",
  options: { ...accountOptions, ...keyOptions, dataset: text },
  run: async (call) => {
    const datasetId = toBytes32('dataset', call.required('dataset'));
    const { vault } = await connect(call, await accountOf(call));
    const { revision } = await vault.getDataset({ datasetId });
    const dataKey = await readDataKey(await keyFileOf(call), datasetId, revision);
    const wrap = (grantee: Omit<Parameters<typeof wrapDataKey>[0], 'dataKey'>) => wrapDataKey({ ...grantee, dataKey });
    const { researchers, withoutKey, hashes } = await vault.rewrapGrants({ datasetId, wrapDataKey: wrap });
    const without = withoutKey.length === 0 ? '' : `; ${withoutKey.join(', ')} published no key`;
    return {
      result: { datasetId, revision, researchers, withoutKey, hashes },
      text: `${researchers.length} researchers have the key of revision ${revision}${without}`,
    };
  },
};
