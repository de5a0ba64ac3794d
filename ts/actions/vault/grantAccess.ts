import type { Address, Hash, Hex } from 'viem';
import { requireUint } from '../internal/checks.ts';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type GrantAccessParameters = WriteParameters &
  VaultParameter & {
    /** Who may read. */
    researcher: Address;
    datasetId: Hex;
    /** Unix seconds; not live at this time or later. 64 bits. */
    expiry: bigint;
  };

/** The transaction's hash. */
export type GrantAccessReturnType = Hash;

/**
 * Gives a researcher access until a time, in place of what it had, without purpose, terms or wrapped key:
 * {@link grant} has these. It may end earlier than before, unless it was paid for since it was last revoked. Calls
 * `grantAccess(researcher, datasetId, expiry)`.
 *
 * Throws {@link UnknownDatasetError}, {@link NotAllowedError}, {@link ZeroResearcherError}, {@link ExpiryPassedError},
 * {@link ExpiryTooLateError}, {@link ExpiryNotLaterError} if access that was paid for would be shortened,
 * {@link ValueOutOfRangeError}, {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: owner, chain, transport: http() }).extend(tallystick({ vault }))
 * const hash = await client.vault.grantAccess({ researcher: researcher.address, datasetId, expiry })
 * await client.vault.waitForTransaction({ hash })
 * console.log(await client.vault.isLive({ datasetId, researcher: researcher.address })) // true
 */
export async function grantAccess(
  client: ActionClient,
  parameters: GrantAccessParameters,
): Promise<GrantAccessReturnType> {
  const { researcher, datasetId, expiry, ...transaction } = parameters;
  requireUint('expiry', expiry, 256);
  return write(client, dataVault, transaction, { functionName: 'grantAccess', args: [researcher, datasetId, expiry] });
}
