import type { Hash } from 'viem';
import { toGrantStruct } from '../../protocol/vault/grant.ts';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { completeGrants, type GrantTerms } from '../internal/grants.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type GrantManyParameters = WriteParameters &
  VaultParameter & {
    /** Where they name no epoch or version, those that fit, also if a researcher stands twice. */
    grants: readonly GrantTerms[];
  };

/** The transaction's hash. */
export type GrantManyReturnType = Hash;

/**
 * {@link grant} for each: all or none. Calls `grantMany(grants)`.
 *
 * Throws {@link UnknownDatasetError}, {@link NotAllowedError}, {@link ZeroResearcherError}, {@link ExpiryPassedError},
 * {@link ExpiryNotLaterError}, {@link WrongEpochError}, {@link WrongVersionError}, {@link WrappedKeyLengthError},
 * {@link ValueOutOfRangeError}, {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: owner, chain, transport: http() }).extend(tallystick({ vault }))
 * const texts = { purpose: 'Study of languages', terms: 'Delete after the study.' }
 * const hash = await client.vault.grantMany({
 *   grants: [
 *     { researcher: researcher.address, datasetId, expiry, ...texts },
 *     { researcher: buyer.address, datasetId, expiry, ...texts },
 *   ],
 * })
 * await client.vault.waitForTransaction({ hash })
 */
export async function grantMany(client: ActionClient, parameters: GrantManyParameters): Promise<GrantManyReturnType> {
  const { grants, ...transaction } = parameters;
  const complete = await completeGrants(client, transaction, grants);
  return write(client, dataVault, transaction, { functionName: 'grantMany', args: [complete.map(toGrantStruct)] });
}
