import type { Address, Hex } from 'viem';
import { type ActionClient, resolveAccount } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { type ReadParameters, read } from '../internal/read.ts';

export type IsLiveParameters = ReadParameters &
  VaultParameter & {
    datasetId: Hex;
    /** Default: the client's account. */
    researcher?: Address | undefined;
  };

export type IsLiveReturnType = boolean;

/**
 * Whether a researcher may read a dataset: the one answer that gatekeepers ask for. At the latest block, or at
 * `blockNumber`; a block that may still be reorganised can take a revocation back. Calls `isLive(datasetId,
 * researcher)`.
 *
 * Throws {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ vault }))
 * const live = await client.vault.isLive({ datasetId, researcher: researcher.address })
 * console.log(live) // false
 */
export async function isLive(client: ActionClient, parameters: IsLiveParameters): Promise<IsLiveReturnType> {
  const { datasetId } = parameters;
  const researcher = resolveAccount(client, { account: parameters.researcher }).address;
  return read(client, dataVault, parameters, { functionName: 'isLive', args: [datasetId, researcher] });
}
