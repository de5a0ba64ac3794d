import type { Address, Hash, Hex } from 'viem';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type CancelSignedGrantsParameters = WriteParameters &
  VaultParameter & {
    researcher: Address;
    datasetId: Hex;
  };

/** The transaction's hash. */
export type CancelSignedGrantsReturnType = Hash;

/**
 * Makes signed grants for a researcher worthless, and leaves the access that it has. Calls
 * `cancelSignedGrants(researcher, datasetId)`.
 *
 * Throws {@link NotAllowedError}, {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: owner, chain, transport: http() }).extend(tallystick({ vault }))
 * const hash = await client.vault.cancelSignedGrants({ researcher: researcher.address, datasetId })
 * await client.vault.waitForTransaction({ hash })
 */
export async function cancelSignedGrants(
  client: ActionClient,
  parameters: CancelSignedGrantsParameters,
): Promise<CancelSignedGrantsReturnType> {
  const { researcher, datasetId, ...transaction } = parameters;
  return write(client, dataVault, transaction, { functionName: 'cancelSignedGrants', args: [researcher, datasetId] });
}
