import type { Address } from 'viem';
import { getBlock } from 'viem/actions';
import type { Offer, PurchaseTerms } from '../../protocol/vault/offer.ts';
import { randomSalt } from '../internal/authorization.ts';
import { type ActionClient, resolveAccount } from '../internal/client.ts';
import type { VaultParameter } from '../internal/contracts/dataVault.ts';
import { maxStart, requireOffer, requirePurchase } from '../internal/vaultChecks.ts';
import { getGrant } from './getGrant.ts';

export type PreparePurchaseParameters = VaultParameter & {
  offer: Offer;
  /** Who buys. Default: the client's account. */
  buyer?: Address | undefined;
  /** 256 bits, to tell purchases of one offer apart. Default: random. */
  salt?: bigint | undefined;
  /** Unix seconds by which the access must start; 40 bits. Default: a delivery window after the present, or after the end
   * of the access that the buyer has, for that is where it will start. Where another purchase of the buyer is pending,
   * name a later one. */
  latestStart?: number | undefined;
};

/** What `purchase` takes. */
export type PreparePurchaseReturnType = PurchaseTerms;

/**
 * Settles what {@link purchase} is to name: `purchaseIdOf({ offer, buyer, salt })` is then its id. Sends nothing.
 *
 * Throws {@link ZeroPriceError}, {@link ZeroDurationError}, {@link DeliveryWindowOutOfRangeError},
 * {@link ValueOutOfRangeError}, {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { purchaseIdOf, tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: buyer, chain, transport: http() }).extend(tallystick({ vault }))
 * const terms = await client.vault.preparePurchase({ offer })
 * const approval = await client.vault.approve({ token, amount: offer.price })
 * await client.vault.waitForTransaction({ hash: approval })
 * const hash = await client.vault.purchase(terms)
 * const { args } = await client.vault.waitForEvent({ hash, eventName: 'AccessPurchased' })
 * console.log(args.purchaseId === purchaseIdOf({ ...terms, buyer: buyer.address })) // true
 */
export async function preparePurchase(
  client: ActionClient,
  parameters: PreparePurchaseParameters,
): Promise<PreparePurchaseReturnType> {
  const { offer, salt = randomSalt() } = parameters;
  requireOffer(offer);
  const latestStart = parameters.latestStart ?? (await defaultLatestStart(client, parameters));
  const terms = { offer, salt, latestStart };
  requirePurchase(terms);
  return terms;
}

async function defaultLatestStart(client: ActionClient, parameters: PreparePurchaseParameters): Promise<number> {
  const { offer, vault } = parameters;
  const researcher = resolveAccount(client, { account: parameters.buyer }).address;
  const { number: blockNumber, timestamp } = await getBlock(client);
  const { live, expiry } = await getGrant(client, { datasetId: offer.datasetId, researcher, blockNumber, vault });
  const latest = (live ? expiry : timestamp) + BigInt(offer.deliveryWindow);
  return latest < maxStart ? Number(latest) : maxStart;
}
