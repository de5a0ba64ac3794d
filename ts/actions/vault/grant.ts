import type { Hash } from 'viem';
import { toGrantStruct } from '../../protocol/vault/grant.ts';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { completeGrant, type GrantTerms } from '../internal/grants.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type GrantParameters = WriteParameters & VaultParameter & GrantTerms;

/** The transaction's hash. */
export type GrantReturnType = Hash;

/**
 * Gives a researcher access until a time, in place of what it had, with the purpose, the terms and the data's key that
 * belong to it. Calls `grant(terms)`.
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
 * const hash = await client.vault.grant({
 *   researcher: researcher.address,
 *   datasetId,
 *   expiry,
 *   purpose: 'Study of languages',
 *   terms: 'No redistribution. Delete after the study.',
 *   wrappedKey,
 *   epoch: 1,
 *   version: 1,
 * })
 * const { args } = await client.vault.waitForEvent({ hash, eventName: 'AccessGranted' })
 * console.log(args.version) // 1
 */
export async function grant(client: ActionClient, parameters: GrantParameters): Promise<GrantReturnType> {
  const { account, gas, nonce, maxFeePerGas, maxPriorityFeePerGas, vault, ...terms } = parameters;
  const transaction = { account, gas, nonce, maxFeePerGas, maxPriorityFeePerGas, vault };
  const grant = await completeGrant(client, { vault }, terms);
  return write(client, dataVault, transaction, { functionName: 'grant', args: [toGrantStruct(grant)] });
}
