import type { Hash } from 'viem';
import { toGrantStruct } from '../../protocol/vault/grant.ts';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { completeGrant, type GrantTerms } from '../internal/grants.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type ExtendParameters = WriteParameters & VaultParameter & GrantTerms;

/** The transaction's hash. */
export type ExtendReturnType = Hash;

/**
 * Prolongs a live grant, with the purpose, the terms and the data's key that belong to the new one. Calls
 * `extend(terms)`.
 *
 * Throws {@link NotLiveError}, {@link UnknownDatasetError}, {@link NotAllowedError}, {@link ZeroResearcherError},
 * {@link ExpiryPassedError}, {@link ExpiryNotLaterError}, {@link WrongEpochError}, {@link WrongVersionError},
 * {@link WrappedKeyLengthError}, {@link ValueOutOfRangeError}, {@link AccountRequiredError},
 * {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: owner, chain, transport: http() }).extend(tallystick({ vault }))
 * const grant = await client.vault.grantAccess({ researcher: researcher.address, datasetId, expiry })
 * await client.vault.waitForTransaction({ hash: grant })
 * const hash = await client.vault.extend({
 *   researcher: researcher.address,
 *   datasetId,
 *   expiry: expiry + 86_400n,
 *   purpose: 'Study of languages',
 *   terms: 'No redistribution. Delete after the study.',
 * })
 * await client.vault.waitForTransaction({ hash })
 */
export async function extend(client: ActionClient, parameters: ExtendParameters): Promise<ExtendReturnType> {
  const { account, gas, nonce, maxFeePerGas, maxPriorityFeePerGas, vault, ...terms } = parameters;
  const transaction = { account, gas, nonce, maxFeePerGas, maxPriorityFeePerGas, vault };
  const grant = await completeGrant(client, { vault }, terms);
  return write(client, dataVault, transaction, { functionName: 'extend', args: [toGrantStruct(grant)] });
}
