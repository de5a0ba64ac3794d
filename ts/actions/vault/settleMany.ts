import type { Hash } from 'viem';
import type { AccessPurchase } from '../../protocol/vault/offer.ts';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type SettleManyParameters = WriteParameters &
  VaultParameter & {
    purchases: readonly AccessPurchase[];
  };

/** The transaction's hash. */
export type SettleManyReturnType = Hash;

/**
 * {@link settle} for each; passes over what was never bought. Calls `settleMany(purchases)`.
 *
 * Throws {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: relayer, chain, transport: http() }).extend(tallystick({ vault }))
 * const hash = await client.vault.settleMany({ purchases: [purchase] })
 * await client.vault.waitForTransaction({ hash })
 */
export async function settleMany(
  client: ActionClient,
  parameters: SettleManyParameters,
): Promise<SettleManyReturnType> {
  const { purchases, ...transaction } = parameters;
  return write(client, dataVault, transaction, { functionName: 'settleMany', args: [purchases] });
}
