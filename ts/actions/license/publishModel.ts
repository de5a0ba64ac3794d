import { type Hash, type Hex, zeroHash } from 'viem';
import { cidOfModel } from '../../content/cid.ts';
import { type Royalty, type Share, totalParts } from '../../protocol/license/model.ts';
import { WrongTotalError } from '../errors/index.ts';
import { type ActionClient, resolveAccount } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { requireParents, requireRoyaltyParts, requireShares, sumOfParts } from '../internal/licenseChecks.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type PublishModelParameters = WriteParameters &
  LicenseParameter & {
    /** `modelIdOf(account, number)`: only the account in its high 160 bits may publish it. */
    modelId: Hex;
    /** Where the model is found. */
    modelURI: string;
    /** SHA-256 digest of its content: the multihash digest of its CID, which an `ipfs://` URI must name. Default: zero, none. */
    contentDigest?: Hex | undefined;
    /** What it derives from, in any order; at most `maxParents`. They are paid by all that it earns, for ever. Default: none. */
    parents?: readonly Royalty[] | undefined;
    /** Who divides the rest: parts add up to `totalParts` less the parents'. The first is rounded up. Default:
     * all of it for the account. */
    shares?: readonly Share[] | undefined;
    /** What derivatives must give at least, of `totalParts`. Default: 0. */
    royaltyParts?: number | undefined;
  };

/** The transaction's hash. */
export type PublishModelReturnType = Hash;

/**
 * Publishes a model, as its version 1, and opens its first split, whose id is `splitIdOf(modelId, shares)`. Sells
 * nothing yet: {@link openPlan} does. Calls `publishModel(publication)`.
 *
 * Throws {@link ModelExistsError}, {@link UnknownModelError} for a parent, {@link RoyaltyTooLowError},
 * {@link TooManyParentsError}, {@link ParentsNotAscendingError} for a parent that stands twice, {@link TooDeepError},
 * {@link WrongTotalError}, {@link ZeroPartsError}, {@link ShareCountOutOfRangeError}, {@link InvalidAccountError},
 * {@link NotAllowedError}, {@link ValueOutOfRangeError}, {@link AccountRequiredError}; `ContentMismatchError` of
 * `tallystick/content` if URI and digest are of different content.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { modelIdOf, tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: creator, chain, transport: http() }).extend(tallystick({ license }))
 * const hash = await client.license.publishModel({
 *   modelId: modelIdOf(creator.address, 102n),
 *   modelURI: 'ipfs://…',
 *   parents: [{ modelId, parts: 150_000 }],
 *   shares: [
 *     { payee: creator.address, parts: 600_000 },
 *     { payee: relayer.address, parts: 250_000 },
 *   ],
 *   royaltyParts: 50_000,
 * })
 * const { args } = await client.license.waitForEvent({ hash, eventName: 'SplitOpened' })
 * console.log(args.splitId)
 */
export async function publishModel(
  client: ActionClient,
  parameters: PublishModelParameters,
): Promise<PublishModelReturnType> {
  const { modelId, modelURI, contentDigest = zeroHash, royaltyParts = 0, ...rest } = parameters;
  const { parents: anyOrder = [], shares: divided, ...transaction } = rest;
  const parents = anyOrder.toSorted((a, b) => (BigInt(a.modelId) < BigInt(b.modelId) ? -1 : 1));
  if (modelURI.startsWith('ipfs://') && contentDigest !== zeroHash) cidOfModel({ modelURI, contentDigest });
  requireParents(parents);
  requireRoyaltyParts(royaltyParts);
  const ownParts = totalParts - sumOfParts(parents);
  const shares = divided ?? [{ payee: resolveAccount(client, transaction).address, parts: ownParts }];
  requireShares(shares);
  const total = sumOfParts(shares);
  if (total !== ownParts) throw new WrongTotalError({ total: BigInt(total), required: BigInt(ownParts) });
  return write(client, modelLicense, transaction, {
    functionName: 'publishModel',
    args: [{ modelId, modelURI, contentDigest, parents, shares, royaltyParts }],
  });
}
