import { type Offer, purchaseNonceOf } from '../../protocol/vault/offer.ts';
import { type Authorization, type AuthorizationTerms, signTokenAuthorization } from '../internal/authorization.ts';
import { requireToken } from '../internal/checks.ts';
import { type AccountParameter, type ActionClient, resolveAccount } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { preparePurchase } from './preparePurchase.ts';

/** An EIP-3009 authorisation whose nonce is `purchaseNonceOf({ offer, salt, latestStart })`. */
export type PurchaseAuthorization = Authorization & {
  /** Unix seconds by which the access must start. 40 bits. */
  latestStart: number;
};

export type SignPurchaseAuthorizationParameters = AccountParameter &
  VaultParameter &
  AuthorizationTerms & {
    /** All that the buyer accepts. Paid in an ERC-20 that offers EIP-3009. */
    offer: Offer;
    /** Unix seconds by which the access must start; the signature binds it. Default: as {@link preparePurchase} reckons it. */
    latestStart?: number | undefined;
  };

/** What `purchaseWithAuthorization` takes, besides the offer. */
export type SignPurchaseAuthorizationReturnType = PurchaseAuthorization;

/**
 * Signs an EIP-3009 `receiveWithAuthorization` over the offer's price, which anyone may bring with
 * {@link purchaseWithAuthorization}: whoever does can change neither the offer nor the latest start. Its salt is the
 * purchase's, its `from` the buyer. Sends nothing.
 *
 * Throws {@link TokenIsNativeError}, {@link ZeroPriceError}, {@link ZeroDurationError},
 * {@link DeliveryWindowOutOfRangeError}, {@link ValueOutOfRangeError}, {@link AccountRequiredError},
 * {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: buyer, chain, transport: http() }).extend(tallystick({ vault }))
 * const validBefore = BigInt(Math.floor(Date.now() / 1000) + 3600)
 * const authorization = await client.vault.signPurchaseAuthorization({ offer, validBefore })
 */
export async function signPurchaseAuthorization(
  client: ActionClient,
  parameters: SignPurchaseAuthorizationParameters,
): Promise<SignPurchaseAuthorizationReturnType> {
  const { offer, salt, vault } = parameters;
  requireToken(offer.token);
  const buyer = parameters.from ?? resolveAccount(client, parameters).address;
  const terms = await preparePurchase(client, { offer, buyer, salt, latestStart: parameters.latestStart, vault });
  const authorization = await signTokenAuthorization(
    client,
    dataVault,
    { ...parameters, salt: terms.salt },
    {
      token: offer.token,
      value: offer.price,
      nonceOf: () => purchaseNonceOf(terms),
    },
  );
  return { ...authorization, latestStart: terms.latestStart };
}
