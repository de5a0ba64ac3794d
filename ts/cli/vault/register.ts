import { zeroAddress } from 'viem';
import { UsageError } from '../../terminal/process.ts';
import { accountOf, accountOptions, connect } from '../chain.ts';
import { type Command, text } from '../command.ts';
import { toAddress } from '../values.ts';
import { readManifest } from './manifest.ts';

/** Puts what is public of a sealed file on chain: a new dataset, or the next revision of one. */
export const register: Command = {
  words: 'vault register',
  usage:
    'SEALED --locator URL [--gatekeeper ADDRESS] --rpc-url URL --vault ADDRESS --keystore FILE --password-file FILE',
  summary: 'registers the dataset of a sealed file, or publishes its next revision',
  options: { ...accountOptions, locator: text, gatekeeper: text },
  run: async (call) => {
    const [sealed, ...more] = call.positionals;
    if (sealed === undefined || more.length > 0) throw new UsageError('one file is registered: vault register SEALED');
    const { datasetId, revision, contentDigest, ciphertextHash } = await readManifest(sealed);
    const locator = call.required('locator');
    const gatekeeper = toAddress('gatekeeper', call.optional('gatekeeper') ?? zeroAddress);
    const { vault } = await connect(call, await accountOf(call));
    const present = (await vault.getDataset({ datasetId })).revision;
    if (revision !== present + 1) {
      throw new UsageError(`${sealed} is revision ${revision} of ${datasetId}; the next on chain is ${present + 1}`);
    }
    const digests = { datasetId, contentDigest, ciphertextHash, locator };
    const hash =
      revision === 1 ? await vault.registerDataset({ ...digests, gatekeeper }) : await vault.publishRevision(digests);
    await vault.waitForTransaction({ hash });
    return {
      result: { datasetId, revision, contentDigest, ciphertextHash, locator, hash },
      text: `dataset ${datasetId} is at revision ${revision}`,
    };
  },
};
