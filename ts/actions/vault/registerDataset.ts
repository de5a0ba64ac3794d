import { type Address, type Hash, type Hex, zeroAddress } from 'viem';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type RegisterDatasetParameters = WriteParameters &
  VaultParameter & {
    /** `datasetIdOf(account, number)`: only the account in its high 160 bits may register it. */
    datasetId: Hex;
    /** Commitment to the plaintext, which a guess of the content cannot confirm. */
    contentDigest: Hex;
    /** SHA-256 of the sealed file. */
    ciphertextHash: Hex;
    /** Where the sealed file is served, as a URL or URI. */
    locator: string;
    /** A key of the account's server, which may deliver what was sold. Default: none. */
    gatekeeper?: Address | undefined;
  };

/** The transaction's hash. */
export type RegisterDatasetReturnType = Hash;

/**
 * Registers a dataset of the account's, as its revision 1 in epoch 1. Calls `registerDataset(registration)`.
 *
 * Throws {@link DatasetExistsError}, {@link NotAllowedError} if the id carries another owner,
 * {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http, keccak256, sha256 } from 'viem'
 * import { datasetIdOf, tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: owner, chain, transport: http() }).extend(tallystick({ vault }))
 * const hash = await client.vault.registerDataset({
 *   datasetId: datasetIdOf(owner.address, 7n),
 *   contentDigest: keccak256('0x01'),
 *   ciphertextHash: sha256('0x02'),
 *   locator: 'https://data.example/7',
 * })
 * await client.vault.waitForTransaction({ hash })
 */
export async function registerDataset(
  client: ActionClient,
  parameters: RegisterDatasetParameters,
): Promise<RegisterDatasetReturnType> {
  const { datasetId, contentDigest, ciphertextHash, locator, gatekeeper = zeroAddress, ...transaction } = parameters;
  return write(client, dataVault, transaction, {
    functionName: 'registerDataset',
    args: [{ datasetId, contentDigest, ciphertextHash, gatekeeper, locator }],
  });
}
