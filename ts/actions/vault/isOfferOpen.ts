import type { Hex } from 'viem';
import { type Offer, offerIdOf } from '../../protocol/vault/offer.ts';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { type ReadParameters, read } from '../internal/read.ts';

export type IsOfferOpenParameters = ReadParameters &
  VaultParameter & {
    /** The offer, or its id. */
    offer: Offer | Hex;
  };

export type IsOfferOpenReturnType = boolean;

/**
 * Whether an offer sells. Calls `isOfferOpen(offerId)`.
 *
 * Throws {@link ContractUnknownError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ vault }))
 * console.log(await client.vault.isOfferOpen({ offer })) // true
 */
export async function isOfferOpen(
  client: ActionClient,
  parameters: IsOfferOpenParameters,
): Promise<IsOfferOpenReturnType> {
  const { offer } = parameters;
  const offerId = typeof offer === 'string' ? offer : offerIdOf(offer);
  return read(client, dataVault, parameters, { functionName: 'isOfferOpen', args: [offerId] });
}
