import type { Address, Hash, Hex } from 'viem';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type RevokeManyParameters = WriteParameters &
  VaultParameter & {
    datasetId: Hex;
    researchers: readonly Address[];
  };

/** The transaction's hash. */
export type RevokeManyReturnType = Hash;

/**
 * {@link revokeAccess} for each. Calls `revokeMany(datasetId, researchers)`.
 *
 * Throws {@link NotAllowedError}, {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: owner, chain, transport: http() }).extend(tallystick({ vault }))
 * const hash = await client.vault.revokeMany({ datasetId, researchers: [researcher.address, buyer.address] })
 * await client.vault.waitForTransaction({ hash })
 */
export async function revokeMany(
  client: ActionClient,
  parameters: RevokeManyParameters,
): Promise<RevokeManyReturnType> {
  const { datasetId, researchers, ...transaction } = parameters;
  return write(client, dataVault, transaction, { functionName: 'revokeMany', args: [datasetId, researchers] });
}
