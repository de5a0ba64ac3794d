import type { Hash, Hex } from 'viem';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type RevokeAllParameters = WriteParameters &
  VaultParameter & {
    datasetId: Hex;
  };

/** The transaction's hash. */
export type RevokeAllReturnType = Hash;

/**
 * Ends everyone's access at once by beginning the dataset's next epoch, and makes all signed grants worthless. Costs
 * the same however many grants there are. Calls `revokeAll(datasetId)`.
 *
 * Throws {@link UnknownDatasetError}, {@link NotAllowedError}, {@link AccountRequiredError},
 * {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: owner, chain, transport: http() }).extend(tallystick({ vault }))
 * const hash = await client.vault.revokeAll({ datasetId })
 * const { args } = await client.vault.waitForEvent({ hash, eventName: 'AllAccessRevoked' })
 * console.log(args.epoch) // 2
 */
export async function revokeAll(client: ActionClient, parameters: RevokeAllParameters): Promise<RevokeAllReturnType> {
  const { datasetId, ...transaction } = parameters;
  return write(client, dataVault, transaction, { functionName: 'revokeAll', args: [datasetId] });
}
