import type { Hash, Hex } from 'viem';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { requireRoyaltyParts } from '../internal/licenseChecks.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type SetRoyaltyTermsParameters = WriteParameters &
  LicenseParameter & {
    /** A model of the account. */
    modelId: Hex;
    /** What derivatives must give at least, of `totalParts`; less than all. */
    royaltyParts: number;
    /** The split of the model that it goes to. */
    splitId: Hex;
  };

/** The transaction's hash. */
export type SetRoyaltyTermsReturnType = Hash;

/**
 * Says what derivatives of a model must give, and who gets it: those that are published from now on. Calls
 * `setRoyaltyTerms(modelId, royaltyParts, splitId)`.
 *
 * Throws {@link UnknownModelError}, {@link UnknownSplitError}, {@link NotAllowedError}, {@link WrongTotalError},
 * {@link ValueOutOfRangeError}, {@link AccountRequiredError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: creator, chain, transport: http() }).extend(tallystick({ license }))
 * const hash = await client.license.setRoyaltyTerms({ modelId, royaltyParts: 100_000, splitId })
 * await client.license.waitForTransaction({ hash })
 */
export async function setRoyaltyTerms(
  client: ActionClient,
  parameters: SetRoyaltyTermsParameters,
): Promise<SetRoyaltyTermsReturnType> {
  const { modelId, royaltyParts, splitId, ...transaction } = parameters;
  requireRoyaltyParts(royaltyParts);
  return write(client, modelLicense, transaction, {
    functionName: 'setRoyaltyTerms',
    args: [modelId, royaltyParts, splitId],
  });
}
