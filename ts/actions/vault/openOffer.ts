import type { Hash } from 'viem';
import type { Offer } from '../../protocol/vault/offer.ts';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { requireOffer } from '../internal/vaultChecks.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type OpenOfferParameters = WriteParameters &
  VaultParameter & {
    /** What `accessOffer` made. */
    offer: Offer;
  };

/** The transaction's hash. */
export type OpenOfferReturnType = Hash;

/**
 * Opens an offer for the account's dataset, or opens it again. An offer never changes: its id commits to all its
 * terms. Calls `openOffer(offer)`.
 *
 * Throws {@link OfferOpenError}, {@link UnknownDatasetError}, {@link NotAllowedError}, {@link ZeroPriceError},
 * {@link ZeroDurationError}, {@link DeliveryWindowOutOfRangeError}, {@link ValueOutOfRangeError},
 * {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { accessOffer, tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: owner, chain, transport: http() }).extend(tallystick({ vault }))
 * const offer = accessOffer({
 *   datasetId,
 *   price: 10n ** 16n,
 *   duration: 2_592_000,
 *   deliveryWindow: 172_800,
 *   purpose: 'Study of languages',
 *   terms: 'No redistribution. Delete after the study.',
 * })
 * const hash = await client.vault.openOffer({ offer })
 * await client.vault.waitForTransaction({ hash })
 * console.log(await client.vault.isOfferOpen({ offer })) // true
 */
export async function openOffer(client: ActionClient, parameters: OpenOfferParameters): Promise<OpenOfferReturnType> {
  const { offer, ...transaction } = parameters;
  requireOffer(offer);
  return write(client, dataVault, transaction, { functionName: 'openOffer', args: [offer] });
}
