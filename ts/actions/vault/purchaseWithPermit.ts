import type { Hash, Hex } from 'viem';
import type { Offer } from '../../protocol/vault/offer.ts';
import { requireToken, requireUint } from '../internal/checks.ts';
import { type ActionClient, resolveAccount } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { defaultDeadline, splitPermit } from '../internal/permit.ts';
import type { TokenDomain } from '../internal/tokenDomain.ts';
import { type WriteParameters, write } from '../internal/write.ts';
import { preparePurchase } from './preparePurchase.ts';
import { signPermit } from './signPermit.ts';

export type PurchaseWithPermitParameters = WriteParameters &
  VaultParameter & {
    /** All that the buyer accepts. Paid in an ERC-20 that offers EIP-2612. */
    offer: Offer;
    /** 256 bits, to tell purchases of one offer apart. Default: random. */
    salt?: bigint | undefined;
    /** Unix seconds by which the access must start. Default: as {@link preparePurchase} reckons it. */
    latestStart?: number | undefined;
    /** What `signPermit` returned for `offer.price`, and the deadline that it was signed with. Default: signed here, for an
     * hour after the latest block. */
    permit?: { signature: Hex; deadline: bigint } | undefined;
    /** What the token's signatures are bound to, if it cannot be asked. */
    tokenDomain?: TokenDomain | undefined;
  };

/** The transaction's hash. */
export type PurchaseWithPermitReturnType = Hash;

/**
 * Buys access with the account's EIP-2612 permit, so without an allowance beforehand. Calls `purchaseWithPermit(offer,
 * salt, latestStart, permit)`, which passes over a permit that fails, since anyone may have sent it first: a bad
 * permit shows as {@link InsufficientAllowanceError}.
 *
 * Throws what {@link purchase} throws, {@link TokenIsNativeError}, {@link MalformedSignatureError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: buyer, chain, transport: http() }).extend(tallystick({ vault }))
 * const hash = await client.vault.purchaseWithPermit({ offer })
 * await client.vault.waitForTransaction({ hash })
 */
export async function purchaseWithPermit(
  client: ActionClient,
  parameters: PurchaseWithPermitParameters,
): Promise<PurchaseWithPermitReturnType> {
  const { offer, salt, latestStart, permit: given, tokenDomain, ...transaction } = parameters;
  requireToken(offer.token);
  const account = resolveAccount(client, transaction);
  const { vault } = transaction;
  const terms = await preparePurchase(client, { offer, buyer: account.address, salt, latestStart, vault });
  const permit = given ?? (await sign());
  requireUint('permit.deadline', permit.deadline, 256);
  return write(client, dataVault, transaction, {
    functionName: 'purchaseWithPermit',
    args: [offer, terms.salt, terms.latestStart, splitPermit(permit.signature, permit.deadline)],
  });

  async function sign() {
    const deadline = await defaultDeadline(client);
    const permitted = { token: offer.token, amount: offer.price, deadline, tokenDomain, account, vault };
    return { signature: await signPermit(client, permitted), deadline };
  }
}
