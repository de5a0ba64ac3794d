import type { Address, Hex } from 'viem';
import { type ActionClient, resolveAccount } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { type ReadParameters, read } from '../internal/read.ts';

export type GetGrantParameters = ReadParameters &
  VaultParameter & {
    datasetId: Hex;
    /** Default: the client's account. */
    researcher?: Address | undefined;
  };

export type GetGrantReturnType = {
  /** Whether it is live at the block. */
  live: boolean;
  /** Unix seconds, as granted last; zero if it was revoked or never granted. */
  expiry: bigint;
  /** The dataset's epoch when it was granted; zero if it was revoked or never granted. */
  epoch: number;
  /** Writes so far. The next grant names one more. */
  version: number;
  /** Revocations of this grant so far. */
  period: number;
  /** Unix seconds of the last of them; zero if there was none. */
  revokedAt: number;
};

/**
 * All that is recorded of a grant. Calls `getGrant(datasetId, researcher)`.
 *
 * Throws {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ vault }))
 * const { version } = await client.vault.getGrant({ datasetId, researcher: researcher.address })
 * console.log(version) // 0
 */
export async function getGrant(client: ActionClient, parameters: GetGrantParameters): Promise<GetGrantReturnType> {
  const { datasetId } = parameters;
  const researcher = resolveAccount(client, { account: parameters.researcher }).address;
  return read(client, dataVault, parameters, { functionName: 'getGrant', args: [datasetId, researcher] });
}
