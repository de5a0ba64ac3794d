import type { Hash } from 'viem';
import { toGrantStruct } from '../../protocol/vault/grant.ts';
import { requireDeadline } from '../internal/checks.ts';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { requireGrant } from '../internal/vaultChecks.ts';
import { type WriteParameters, write } from '../internal/write.ts';
import type { SignedGrant } from './signGrant.ts';

export type GrantWithSignatureParameters = WriteParameters &
  VaultParameter & {
    /** What `signGrant` returned. */
    grant: SignedGrant;
  };

/** The transaction's hash. */
export type GrantWithSignatureReturnType = Hash;

/**
 * Brings a grant that the dataset's owner signed; whoever sends it pays the gas and can change nothing. Calls
 * `grantWithSignature(terms, deadline, signature)`.
 *
 * Throws {@link InvalidSignatureError}, {@link DeadlinePassedError}, {@link UnknownDatasetError},
 * {@link ZeroResearcherError}, {@link ExpiryPassedError}, {@link ExpiryNotLaterError}; {@link WrongEpochError} and
 * {@link WrongVersionError} for one that was used or cancelled, or passed by a revocation;
 * {@link WrappedKeyLengthError}, {@link ValueOutOfRangeError}, {@link AccountRequiredError},
 * {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: researcher, chain, transport: http() }).extend(tallystick({ vault }))
 * const grant = await client.vault.signGrant({
 *   account: owner,
 *   researcher: researcher.address,
 *   datasetId,
 *   expiry,
 *   purpose: 'Study of languages',
 *   terms: 'No redistribution. Delete after the study.',
 *   deadline,
 * })
 * const hash = await client.vault.grantWithSignature({ grant })
 * await client.vault.waitForTransaction({ hash })
 * console.log(await client.vault.isLive({ datasetId })) // true
 */
export async function grantWithSignature(
  client: ActionClient,
  parameters: GrantWithSignatureParameters,
): Promise<GrantWithSignatureReturnType> {
  const { grant, ...transaction } = parameters;
  requireGrant(grant);
  requireDeadline(grant.deadline);
  const args = [toGrantStruct(grant), grant.deadline, grant.signature] as const;
  return write(client, dataVault, transaction, { functionName: 'grantWithSignature', args });
}
