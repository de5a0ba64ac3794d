import { UsageError } from '../../terminal/process.ts';
import { accountOf, accountOptions, connect } from '../chain.ts';
import { type Command, flag, text } from '../command.ts';
import { toAddress, toBytes32 } from '../values.ts';

/** Ends one researcher's access, or everyone's. */
export const revoke: Command = {
  words: 'vault revoke',
  usage:
    '--dataset ID (--researcher ADDRESS | --all) --rpc-url URL --vault ADDRESS --keystore FILE --password-file FILE',
  summary: "ends a researcher's access at once, or everyone's; copies already made stay",
  options: { ...accountOptions, dataset: text, researcher: text, all: flag },
  run: async (call) => {
    const datasetId = toBytes32('dataset', call.required('dataset'));
    const named = call.optional('researcher');
    if ((named === undefined) !== call.isSet('all')) throw new UsageError('either --researcher ADDRESS or --all');
    const researcher = named === undefined ? undefined : toAddress('researcher', named);
    const { vault } = await connect(call, await accountOf(call));
    const hash =
      researcher === undefined
        ? await vault.revokeAll({ datasetId })
        : await vault.revokeAccess({ datasetId, researcher });
    await vault.waitForTransaction({ hash });
    return {
      result: { datasetId, researcher: researcher ?? 'all', hash },
      text: `${researcher ?? 'nobody'} has ${researcher ? 'no ' : ''}access to ${datasetId} from now on`,
    };
  },
};
