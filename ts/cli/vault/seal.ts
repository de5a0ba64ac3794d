import { stat } from 'node:fs/promises';
import { datasetIdOf } from '../../protocol/vault/index.ts';
import { sealFile } from '../../sealing/index.ts';
import { UsageError } from '../../terminal/process.ts';
import { startProgress } from '../../terminal/progress.ts';
import { type Call, type Command, text } from '../command.ts';
import { toAddress, toBytes32, toInteger } from '../values.ts';
import { keyFileOf, keyOptions, provideDataKey } from './keys.ts';
import { manifestPathOf, writeManifest } from './manifest.ts';

const maxNumber = Number.MAX_SAFE_INTEGER;
const maxRevision = 2 ** 22 - 1;

function datasetOf(call: Call) {
  const dataset = call.optional('dataset');
  if (dataset !== undefined) return toBytes32('dataset', dataset);
  const number = toInteger('number', call.required('number'), 0, maxNumber);
  return datasetIdOf(toAddress('owner', call.required('owner')), BigInt(number));
}

/** Encrypts a file under a new data key, which stays in the owner's key file. */
export const seal: Command = {
  words: 'vault seal',
  usage:
    'FILE --output SEALED (--owner ADDRESS --number N | --dataset ID) [--revision N] --key-file FILE --key-password-file FILE',
  summary: 'encrypts FILE; its data key goes into the key file, what goes on chain into SEALED.json',
  options: { output: text, owner: text, number: text, dataset: text, revision: text, ...keyOptions },
  run: async (call) => {
    const [input, ...more] = call.positionals;
    if (input === undefined || more.length > 0) throw new UsageError('one file is sealed: tallystick vault seal FILE');
    const output = call.required('output');
    const datasetId = datasetOf(call);
    const revision = toInteger('revision', call.optional('revision') ?? '1', 1, maxRevision);
    const dataKey = await provideDataKey(await keyFileOf(call), datasetId, revision);
    const progress = startProgress('sealing', Number((await stat(input)).size) || 1);
    const sealed = await sealFile({ input, output, dataKey, onProgress: (bytes) => progress.step(Number(bytes)) });
    const { contentDigest, ciphertextHash } = sealed;
    const plaintextBytes = sealed.size.toString();
    await writeManifest(output, { datasetId, revision, contentDigest, ciphertextHash, plaintextBytes });
    return {
      result: { datasetId, revision, contentDigest, ciphertextHash, sealed: output, manifest: manifestPathOf(output) },
      text: `sealed revision ${revision} of dataset ${datasetId} in ${output}`,
    };
  },
};
