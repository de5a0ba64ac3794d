import type { Address, Hex } from 'viem';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { type ReadParameters, read } from '../internal/read.ts';

export type GetDatasetParameters = ReadParameters &
  VaultParameter & {
    datasetId: Hex;
  };

export type GetDatasetReturnType = {
  /** The present one; zero if the dataset is not registered, 1 at first. */
  epoch: number;
  /** Unix seconds of the last `revokeAll`; zero if there was none. */
  epochStartedAt: number;
  /** The latest; 1 at first. */
  revision: number;
  /** The key of the owner's server, or address zero. */
  gatekeeper: Address;
  /** Of the latest revision. */
  contentDigest: Hex;
  /** Of the latest revision. */
  ciphertextHash: Hex;
};

/**
 * All that is recorded of a dataset. Calls `getDataset(datasetId)`; `ownerOfDataset(datasetId)` is whose it is.
 *
 * Throws {@link ContractUnknownError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ vault }))
 * const { epoch, revision } = await client.vault.getDataset({ datasetId })
 * console.log(epoch + revision) // 2
 */
export async function getDataset(
  client: ActionClient,
  parameters: GetDatasetParameters,
): Promise<GetDatasetReturnType> {
  const args = [parameters.datasetId] as const;
  return read(client, dataVault, parameters, { functionName: 'getDataset', args });
}
