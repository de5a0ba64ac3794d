import type { Hex } from 'viem';
import { signTypedData } from 'viem/actions';
import { accessGrantTypedData, type SignableGrant } from '../../protocol/vault/typedData.ts';
import { requireDeadline } from '../internal/checks.ts';
import { type AccountParameter, type ActionClient, resolveAccount, resolveDomain } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { completeGrant, type GrantTerms } from '../internal/grants.ts';

/** A grant, and its owner's signature. */
export type SignedGrant = SignableGrant & {
  /** 65 bytes `r ‖ s ‖ v`, or what a contract account takes. */
  signature: Hex;
};

export type SignGrantParameters = AccountParameter &
  VaultParameter &
  GrantTerms & {
    /** Unix seconds; not valid at this time or later. 64 bits. */
    deadline: bigint;
  };

/** What `grantWithSignature` takes. */
export type SignGrantReturnType = SignedGrant;

/**
 * Signs a grant that anyone may bring with {@link grantWithSignature}, typically the researcher: the owner's wallet
 * shows purpose and terms, and pays no gas. It works once, and is worth nothing after any other write to the grant,
 * {@link revokeAll} or {@link cancelSignedGrants}. A key signs for itself, or for the owner's contract account
 * (ERC-1271). Sends nothing.
 *
 * Throws {@link WrappedKeyLengthError}, {@link ValueOutOfRangeError}, {@link AccountRequiredError},
 * {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: owner, chain, transport: http() }).extend(tallystick({ vault }))
 * const grant = await client.vault.signGrant({
 *   researcher: researcher.address,
 *   datasetId,
 *   expiry,
 *   purpose: 'Study of languages',
 *   terms: 'No redistribution. Delete after the study.',
 *   deadline,
 * })
 * console.log(grant.epoch, grant.version, grant.signature)
 */
export async function signGrant(client: ActionClient, parameters: SignGrantParameters): Promise<SignGrantReturnType> {
  const { deadline, researcher, datasetId, expiry, purpose, terms, wrappedKey, epoch, version } = parameters;
  requireDeadline(deadline);
  const account = resolveAccount(client, parameters);
  const described = { researcher, datasetId, expiry, purpose, terms, wrappedKey, epoch, version };
  const grant = { ...(await completeGrant(client, parameters, described)), deadline };
  const domain = await resolveDomain(client, dataVault, parameters);
  const signature = await signTypedData(client, { account, ...accessGrantTypedData(domain, grant) });
  return { ...grant, signature };
}
