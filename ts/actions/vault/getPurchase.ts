import type { Hex } from 'viem';
import {
  type AccessPurchase,
  type PurchaseStatus,
  purchaseIdOf,
  purchaseStatuses,
} from '../../protocol/vault/offer.ts';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { nameAt } from '../internal/names.ts';
import { type ReadParameters, read } from '../internal/read.ts';

export type GetPurchaseParameters = ReadParameters &
  VaultParameter & {
    /** The purchase, or its id. */
    purchase: AccessPurchase | Hex;
  };

export type GetPurchaseReturnType = {
  /** Where it stands. `closed`: nothing more will come of it. */
  status: PurchaseStatus;
  /** Unix seconds: the deadline of a pending purchase, the start of one that was delivered. */
  time: number;
  /** Unix seconds by which the access must start. */
  latestStart: number;
  /** The dataset's epoch in which it was bought. */
  epoch: number;
  /** The period of the buyer's grant in which it was bought. */
  period: number;
  /** What the owner was credited with so far, in the token's smallest unit. */
  collected: bigint;
};

/**
 * All that is recorded of a purchase. Calls `getPurchase(purchaseId)`.
 *
 * Throws {@link ContractUnknownError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ vault }))
 * const { status } = await client.vault.getPurchase({ purchase })
 * console.log(status) // 'pending'
 */
export async function getPurchase(
  client: ActionClient,
  parameters: GetPurchaseParameters,
): Promise<GetPurchaseReturnType> {
  const { purchase } = parameters;
  const purchaseId = typeof purchase === 'string' ? purchase : purchaseIdOf(purchase);
  const view = await read(client, dataVault, parameters, { functionName: 'getPurchase', args: [purchaseId] });
  return { ...view, status: nameAt(purchaseStatuses, view.status) };
}
