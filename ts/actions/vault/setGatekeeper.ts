import type { Address, Hash, Hex } from 'viem';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type SetGatekeeperParameters = WriteParameters &
  VaultParameter & {
    datasetId: Hex;
    /** The key of the account's server; address zero for none. */
    gatekeeper: Address;
  };

/** The transaction's hash. */
export type SetGatekeeperReturnType = Hash;

/**
 * Names the key of the account's server, which may deliver what was sold. The one before it can deliver no more. Calls
 * `setGatekeeper(datasetId, gatekeeper)`.
 *
 * Throws {@link UnknownDatasetError}, {@link NotAllowedError}, {@link AccountRequiredError},
 * {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: owner, chain, transport: http() }).extend(tallystick({ vault }))
 * const hash = await client.vault.setGatekeeper({ datasetId, gatekeeper: gatekeeper.address })
 * await client.vault.waitForTransaction({ hash })
 */
export async function setGatekeeper(
  client: ActionClient,
  parameters: SetGatekeeperParameters,
): Promise<SetGatekeeperReturnType> {
  const { datasetId, gatekeeper, ...transaction } = parameters;
  return write(client, dataVault, transaction, { functionName: 'setGatekeeper', args: [datasetId, gatekeeper] });
}
