import type { Hash } from 'viem';
import type { Offer } from '../../protocol/vault/offer.ts';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { requireOffer } from '../internal/vaultChecks.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type CloseOfferParameters = WriteParameters &
  VaultParameter & {
    offer: Offer;
  };

/** The transaction's hash. */
export type CloseOfferReturnType = Hash;

/**
 * Ends the sale. What was bought stays. Calls `closeOffer(offer)`.
 *
 * Throws {@link OfferClosedError}, {@link NotAllowedError}, {@link ZeroPriceError}, {@link ZeroDurationError},
 * {@link DeliveryWindowOutOfRangeError}, {@link ValueOutOfRangeError}, {@link AccountRequiredError},
 * {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: owner, chain, transport: http() }).extend(tallystick({ vault }))
 * const hash = await client.vault.closeOffer({ offer })
 * await client.vault.waitForTransaction({ hash })
 * console.log(await client.vault.isOfferOpen({ offer })) // false
 */
export async function closeOffer(
  client: ActionClient,
  parameters: CloseOfferParameters,
): Promise<CloseOfferReturnType> {
  const { offer, ...transaction } = parameters;
  requireOffer(offer);
  return write(client, dataVault, transaction, { functionName: 'closeOffer', args: [offer] });
}
