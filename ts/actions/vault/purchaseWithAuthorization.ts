import type { Hash } from 'viem';
import type { Offer } from '../../protocol/vault/offer.ts';
import { requireAuthorization } from '../internal/authorization.ts';
import { requireToken } from '../internal/checks.ts';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { requirePurchase } from '../internal/vaultChecks.ts';
import { type WriteParameters, write } from '../internal/write.ts';
import type { PurchaseAuthorization } from './signPurchaseAuthorization.ts';

export type PurchaseWithAuthorizationParameters = WriteParameters &
  VaultParameter & {
    /** The offer that was signed for. */
    offer: Offer;
    /** What `signPurchaseAuthorization` returned. */
    authorization: PurchaseAuthorization;
  };

/** The transaction's hash. */
export type PurchaseWithAuthorizationReturnType = Hash;

/**
 * Brings a purchase that its buyer signed; whoever sends it pays the gas and can change nothing. Calls
 * `purchaseWithAuthorization(offer, latestStart, authorization)`.
 *
 * Throws {@link OfferClosedError}, {@link PurchaseExistsError}, {@link LatestStartPassedError},
 * {@link ZeroPriceError}, {@link ZeroDurationError}, {@link DeliveryWindowOutOfRangeError},
 * {@link ValueOutOfRangeError}; {@link TokenIsNativeError}, {@link WrongPaymentError} if another price was signed,
 * {@link InsufficientTokensError}; {@link ContractRevertedError} with the token's own reason, for a used or expired
 * authorisation or one of another offer or latest start; {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: relayer, chain, transport: http() }).extend(tallystick({ vault }))
 * const validBefore = BigInt(Math.floor(Date.now() / 1000) + 3600)
 * const authorization = await client.vault.signPurchaseAuthorization({ account: buyer, offer, validBefore })
 * const hash = await client.vault.purchaseWithAuthorization({ offer, authorization })
 * await client.vault.waitForTransaction({ hash })
 */
export async function purchaseWithAuthorization(
  client: ActionClient,
  parameters: PurchaseWithAuthorizationParameters,
): Promise<PurchaseWithAuthorizationReturnType> {
  const { offer, authorization, ...transaction } = parameters;
  const { latestStart, ...signed } = authorization;
  requireToken(offer.token);
  requirePurchase({ offer, salt: signed.salt, latestStart });
  requireAuthorization(signed);
  return write(client, dataVault, transaction, {
    functionName: 'purchaseWithAuthorization',
    args: [offer, latestStart, signed],
  });
}
