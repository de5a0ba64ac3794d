import type { Address, Hex } from 'viem';
import { type ActionClient, resolveAccount } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { type ReadParameters, read } from '../internal/read.ts';
import { requireUint32 } from '../internal/vaultChecks.ts';

export type GetEncryptionKeyParameters = ReadParameters &
  VaultParameter & {
    /** Default: the client's account. */
    account?: Address | undefined;
    /** Which of the account's keys, from 1. Default: the latest. */
    version?: number | undefined;
  };

export type GetEncryptionKeyReturnType = {
  /** Zero if there is none. */
  publicKey: Hex;
  /** Zero if the account never published one. */
  version: number;
};

/**
 * A key that an account published: the latest, or one of an earlier version. Calls `getEncryptionKey(account)` or
 * `getEncryptionKeyAt(account, version)`.
 *
 * Throws {@link ValueOutOfRangeError}, {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ vault }))
 * const { version } = await client.vault.getEncryptionKey({ account: owner.address })
 * console.log(version) // 0
 */
export async function getEncryptionKey(
  client: ActionClient,
  parameters: GetEncryptionKeyParameters = {},
): Promise<GetEncryptionKeyReturnType> {
  const { version } = parameters;
  const account = resolveAccount(client, parameters).address;
  if (version === undefined) {
    const latest = { functionName: 'getEncryptionKey', args: [account] } as const;
    const [publicKey, latestVersion] = await read(client, dataVault, parameters, latest);
    return { publicKey, version: latestVersion };
  }
  requireUint32('version', version);
  const call = { functionName: 'getEncryptionKeyAt', args: [account, version] } as const;
  return { publicKey: await read(client, dataVault, parameters, call), version };
}
