import { type Hash, type Hex, zeroHash } from 'viem';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type PublishVersionParameters = WriteParameters &
  LicenseParameter & {
    /** A model of the account. */
    modelId: Hex;
    /** Where the new version is found. */
    modelURI: string;
    /** SHA-256 digest of its content. Default: zero, none. */
    contentDigest?: Hex | undefined;
  };

/** The transaction's hash. */
export type PublishVersionReturnType = Hash;

/**
 * Publishes a new version of a model. What was licensed before stays licensed. Calls `publishVersion(modelId, modelURI,
 * contentDigest)`.
 *
 * Throws {@link UnknownModelError}, {@link NotAllowedError}, {@link AccountRequiredError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: creator, chain, transport: http() }).extend(tallystick({ license }))
 * const hash = await client.license.publishVersion({ modelId, modelURI: 'ipfs://…' })
 * const { args } = await client.license.waitForEvent({ hash, eventName: 'VersionPublished' })
 * console.log(args.version) // 2
 */
export async function publishVersion(
  client: ActionClient,
  parameters: PublishVersionParameters,
): Promise<PublishVersionReturnType> {
  const { modelId, modelURI, contentDigest = zeroHash, ...transaction } = parameters;
  return write(client, modelLicense, transaction, {
    functionName: 'publishVersion',
    args: [modelId, modelURI, contentDigest],
  });
}
