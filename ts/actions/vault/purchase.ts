import { type Hash, isAddressEqual } from 'viem';
import { nativeToken } from '../../protocol/channel.ts';
import type { Offer } from '../../protocol/vault/offer.ts';
import { type ActionClient, resolveAccount } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { type WriteParameters, write } from '../internal/write.ts';
import { preparePurchase } from './preparePurchase.ts';

export type PurchaseParameters = WriteParameters &
  VaultParameter & {
    /** All that the buyer accepts. The account's encryption key must be published, or nothing can be delivered. */
    offer: Offer;
    /** 256 bits, to tell purchases of one offer apart. Default: random. */
    salt?: bigint | undefined;
    /** Unix seconds by which the access must start. Default: as {@link preparePurchase} reckons it. */
    latestStart?: number | undefined;
  };

/** The transaction's hash. */
export type PurchaseReturnType = Hash;

/**
 * Buys access. The account pays: in the native coin with the call, in a token by the allowance that {@link approve}
 * gave. It begins when the owner or the gatekeeper delivers the key; not delivered in time, it is refunded. The event
 * `AccessPurchased` names the purchase; {@link preparePurchase} names it before. Calls `purchase(offer, salt,
 * latestStart)`.
 *
 * Throws {@link OfferClosedError}, {@link PurchaseExistsError}, {@link LatestStartPassedError},
 * {@link ZeroPriceError}, {@link ZeroDurationError}, {@link DeliveryWindowOutOfRangeError},
 * {@link ValueOutOfRangeError}; {@link WrongPaymentError} for a token with a fee, {@link InsufficientAllowanceError},
 * {@link InsufficientTokensError}, {@link NotATokenError}; {@link ContractRevertedError} with the token's own reason;
 * {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: buyer, chain, transport: http() }).extend(tallystick({ vault }))
 * const approval = await client.vault.approve({ token, amount: offer.price })
 * await client.vault.waitForTransaction({ hash: approval })
 * const hash = await client.vault.purchase({ offer })
 * const { args } = await client.vault.waitForEvent({ hash, eventName: 'AccessPurchased' })
 * const bought = { offer, buyer: buyer.address, salt: args.salt }
 * console.log((await client.vault.getPurchase({ purchase: bought })).status) // 'pending'
 */
export async function purchase(client: ActionClient, parameters: PurchaseParameters): Promise<PurchaseReturnType> {
  const { offer, salt, latestStart, ...transaction } = parameters;
  const buyer = resolveAccount(client, transaction).address;
  const wanted = { offer, buyer, salt, latestStart, vault: transaction.vault };
  const terms = await preparePurchase(client, wanted);
  return write(client, dataVault, transaction, {
    functionName: 'purchase',
    args: [offer, terms.salt, terms.latestStart],
    ...(isAddressEqual(offer.token, nativeToken) ? { value: offer.price } : {}),
  });
}
