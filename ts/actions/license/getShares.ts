import type { Hex } from 'viem';
import type { Share } from '../../protocol/license/model.ts';
import type { ActionClient } from '../internal/client.ts';
import type { LicenseParameter } from '../internal/contracts/modelLicense.ts';
import type { ReadParameters } from '../internal/read.ts';
import { getShare } from './getShare.ts';
import { getSplit } from './getSplit.ts';

export type GetSharesParameters = ReadParameters &
  LicenseParameter & {
    splitId: Hex;
  };

/** None if the split is not open. */
export type GetSharesReturnType = Share[];

/**
 * All payees of a split, in their order. Calls `getSplit(splitId)` and `getShare(splitId, index)` for each.
 *
 * Throws {@link ContractUnknownError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ license }))
 * const [first] = await client.license.getShares({ splitId })
 * console.log(first.parts) // 1000000
 */
export async function getShares(client: ActionClient, parameters: GetSharesParameters): Promise<GetSharesReturnType> {
  const { shareCount } = await getSplit(client, parameters);
  const indexes = Array.from({ length: shareCount }, (_, index) => index);
  return Promise.all(indexes.map((index) => getShare(client, { ...parameters, index })));
}
