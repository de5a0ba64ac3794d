import type { AccessPurchase } from '../../protocol/vault/offer.ts';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { type ReadParameters, read } from '../internal/read.ts';

export type GetSettlementParameters = ReadParameters &
  VaultParameter & {
    purchase: AccessPurchase;
  };

export type GetSettlementReturnType = {
  /** The owner's, in the token's smallest unit. */
  earned: bigint;
  /** The buyer's, in the token's smallest unit. */
  refunded: bigint;
  /** Nothing more will come of the purchase then. */
  closed: boolean;
};

/**
 * What {@link settle} would credit now. Calls `getSettlement(purchase)`.
 *
 * Throws {@link ContractUnknownError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ vault }))
 * const { earned, refunded, closed } = await client.vault.getSettlement({ purchase })
 * console.log(earned, refunded, closed)
 */
export async function getSettlement(
  client: ActionClient,
  parameters: GetSettlementParameters,
): Promise<GetSettlementReturnType> {
  const call = { functionName: 'getSettlement', args: [parameters.purchase] } as const;
  const [earned, refunded, closed] = await read(client, dataVault, parameters, call);
  return { earned, refunded, closed };
}
