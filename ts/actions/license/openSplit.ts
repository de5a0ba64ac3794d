import type { Hash, Hex } from 'viem';
import type { Share } from '../../protocol/license/model.ts';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { requireShares } from '../internal/licenseChecks.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type OpenSplitParameters = WriteParameters &
  LicenseParameter & {
    /** A model of the account. */
    modelId: Hex;
    /** Payees and their parts, which add up to the model's `ownParts`. The first is rounded up. */
    shares: readonly Share[];
  };

/** The transaction's hash. */
export type OpenSplitReturnType = Hash;

/**
 * Opens another split of a model, with the id `splitIdOf(modelId, shares)`. It is paid by what is bound to it from then
 * on: by {@link openPlan}, {@link setPricePerUse} or {@link setRoyaltyTerms}. Calls `openSplit(modelId, shares)`.
 *
 * Throws {@link SplitExistsError}, {@link UnknownModelError}, {@link NotAllowedError}, {@link WrongTotalError},
 * {@link ZeroPartsError}, {@link ShareCountOutOfRangeError}, {@link InvalidAccountError}, {@link ValueOutOfRangeError},
 * {@link AccountRequiredError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { splitIdOf, tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: creator, chain, transport: http() }).extend(tallystick({ license }))
 * const shares = [
 *   { payee: creator.address, parts: 700_000 },
 *   { payee: relayer.address, parts: 300_000 },
 * ]
 * const hash = await client.license.openSplit({ modelId, shares })
 * await client.license.waitForTransaction({ hash })
 * await client.license.openPlan({ plan, splitId: splitIdOf(modelId, shares) })
 */
export async function openSplit(client: ActionClient, parameters: OpenSplitParameters): Promise<OpenSplitReturnType> {
  const { modelId, shares, ...transaction } = parameters;
  requireShares(shares);
  return write(client, modelLicense, transaction, { functionName: 'openSplit', args: [modelId, shares] });
}
