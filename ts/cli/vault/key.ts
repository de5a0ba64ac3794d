import { createKeyFile } from '../../sealing/index.ts';
import { accountOf, accountOptions, connect } from '../chain.ts';
import { type Command, flag } from '../command.ts';
import { keyFileOf, keyOptions, readEncryptionKey } from './keys.ts';

/** Makes a researcher's encryption key, or publishes the one that is there. */
export const key: Command = {
  words: 'vault key',
  usage:
    '--key-file FILE --key-password-file FILE [--publish --rpc-url URL --vault ADDRESS --keystore FILE --password-file FILE]',
  summary: "makes a researcher's encryption key; with --publish puts the public key of the file on chain",
  options: { ...keyOptions, ...accountOptions, publish: flag },
  run: async (call) => {
    const keyFile = await keyFileOf(call);
    if (!call.isSet('publish')) {
      const { publicKey } = await createKeyFile(keyFile);
      return { result: { publicKey, keyFile: keyFile.file }, text: `made ${keyFile.file}, public key ${publicKey}` };
    }
    const { publicKey } = await readEncryptionKey(keyFile);
    const { vault } = await connect(call, await accountOf(call));
    const hash = await vault.setEncryptionKey({ publicKey });
    const { args } = await vault.waitForEvent({ hash, eventName: 'EncryptionKeySet' });
    const { account, version } = args;
    return {
      result: { publicKey, account, version, hash },
      text: `key ${version} of ${account} is ${publicKey}`,
    };
  },
};
