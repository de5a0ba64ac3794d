import type { Hash } from 'viem';
import type { AccessPurchase } from '../../protocol/vault/offer.ts';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type SettleParameters = WriteParameters &
  VaultParameter & {
    purchase: AccessPurchase;
  };

/** The transaction's hash. */
export type SettleReturnType = Hash;

/**
 * Credits the owner with what a purchase earned since it was last settled, and the buyer with what it gets back, if it
 * was revoked or not delivered in time. Anyone may; if there is nothing to credit, nothing happens. {@link withdraw}
 * pays credits out. Calls `settle(purchase)`.
 *
 * Throws {@link UnknownPurchaseError}, {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: relayer, chain, transport: http() }).extend(tallystick({ vault }))
 * const hash = await client.vault.settle({ purchase })
 * await client.vault.waitForTransaction({ hash })
 */
export async function settle(client: ActionClient, parameters: SettleParameters): Promise<SettleReturnType> {
  const { purchase, ...transaction } = parameters;
  return write(client, dataVault, transaction, { functionName: 'settle', args: [purchase] });
}
