import type { Address, Hash, Hex } from 'viem';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type RevokeAccessParameters = WriteParameters &
  VaultParameter & {
    researcher: Address;
    datasetId: Hex;
  };

/** The transaction's hash. */
export type RevokeAccessReturnType = Hash;

/**
 * Ends a researcher's access, and makes signed grants for it worthless. What was paid for is earned no more, and what
 * was bought but not delivered is refunded. Calls `revokeAccess(researcher, datasetId)`.
 *
 * Throws {@link NotAllowedError}, {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: owner, chain, transport: http() }).extend(tallystick({ vault }))
 * const hash = await client.vault.revokeAccess({ researcher: researcher.address, datasetId })
 * await client.vault.waitForTransaction({ hash })
 * console.log(await client.vault.isLive({ datasetId, researcher: researcher.address })) // false
 */
export async function revokeAccess(
  client: ActionClient,
  parameters: RevokeAccessParameters,
): Promise<RevokeAccessReturnType> {
  const { researcher, datasetId, ...transaction } = parameters;
  return write(client, dataVault, transaction, { functionName: 'revokeAccess', args: [researcher, datasetId] });
}
