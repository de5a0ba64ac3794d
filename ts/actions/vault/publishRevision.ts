import type { Hash, Hex } from 'viem';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type PublishRevisionParameters = WriteParameters &
  VaultParameter & {
    datasetId: Hex;
    /** Commitment to the plaintext, which a guess of the content cannot confirm. */
    contentDigest: Hex;
    /** SHA-256 of the sealed file. */
    ciphertextHash: Hex;
    /** Where the sealed file is served, as a URL or URI. */
    locator: string;
  };

/** The transaction's hash. */
export type PublishRevisionReturnType = Hash;

/**
 * Publishes the next revision of the account's dataset, sealed under a new key. Grants stay as they are;
 * {@link grantMany} brings the new key to whom it is meant for. Calls `publishRevision(datasetId, contentDigest,
 * ciphertextHash, locator)`.
 *
 * Throws {@link UnknownDatasetError}, {@link NotAllowedError}, {@link TooManyRevisionsError},
 * {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http, keccak256, sha256 } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: owner, chain, transport: http() }).extend(tallystick({ vault }))
 * const revision = { contentDigest: keccak256('0x03'), ciphertextHash: sha256('0x04') }
 * const hash = await client.vault.publishRevision({ datasetId, ...revision, locator: 'https://data.example/7' })
 * const { args } = await client.vault.waitForEvent({ hash, eventName: 'RevisionPublished' })
 * console.log(args.revision) // 2
 */
export async function publishRevision(
  client: ActionClient,
  parameters: PublishRevisionParameters,
): Promise<PublishRevisionReturnType> {
  const { datasetId, contentDigest, ciphertextHash, locator, ...transaction } = parameters;
  const args = [datasetId, contentDigest, ciphertextHash, locator] as const;
  return write(client, dataVault, transaction, { functionName: 'publishRevision', args });
}
