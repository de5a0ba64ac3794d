import type { Hash, Hex } from 'viem';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type SetEncryptionKeyParameters = WriteParameters &
  VaultParameter & {
    /** An X25519 public key, as RFC 7748 encodes it: 32 bytes, not zero. */
    publicKey: Hex;
  };

/** The transaction's hash. */
export type SetEncryptionKeyReturnType = Hash;

/**
 * Publishes the account's key, for which others wrap keys. A new one is a new version; earlier ones stay readable.
 * Calls `setEncryptionKey(publicKey)`; `waitForEvent` with `EncryptionKeySet` gives the version.
 *
 * Throws {@link ZeroKeyError}, {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: researcher, chain, transport: http() }).extend(tallystick({ vault }))
 * const hash = await client.vault.setEncryptionKey({ publicKey })
 * const { args } = await client.vault.waitForEvent({ hash, eventName: 'EncryptionKeySet' })
 * console.log(args.version) // 1
 */
export async function setEncryptionKey(
  client: ActionClient,
  parameters: SetEncryptionKeyParameters,
): Promise<SetEncryptionKeyReturnType> {
  const { publicKey, ...transaction } = parameters;
  return write(client, dataVault, transaction, { functionName: 'setEncryptionKey', args: [publicKey] });
}
