import type { Hex } from 'viem';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { type ReadParameters, read } from '../internal/read.ts';

export type GetSplitParameters = ReadParameters &
  LicenseParameter & {
    splitId: Hex;
  };

export type GetSplitReturnType = {
  /** Zero if the split is not open. */
  modelId: Hex;
  /** How many payees it has; zero if it is not open. */
  shareCount: number;
};

/**
 * The model of a split, and how many payees it has. Calls `getSplit(splitId)`. {@link getShares} tells them.
 *
 * Throws {@link ContractUnknownError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ license }))
 * const { shareCount } = await client.license.getSplit({ splitId })
 * console.log(shareCount) // 1
 */
export async function getSplit(client: ActionClient, parameters: GetSplitParameters): Promise<GetSplitReturnType> {
  const args = [parameters.splitId] as const;
  const [modelId, count] = await read(client, modelLicense, parameters, { functionName: 'getSplit', args });
  return { modelId, shareCount: Number(count) };
}
