import type { Hex } from 'viem';
import { maxShares, type Share } from '../../protocol/license/model.ts';
import { requireInteger } from '../internal/checks.ts';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { type ReadParameters, read } from '../internal/read.ts';

export type GetShareParameters = ReadParameters &
  LicenseParameter & {
    splitId: Hex;
    /** The payee's place in the split, from 0. */
    index: number;
  };

/** Zeros if the split has no such place. */
export type GetShareReturnType = Share;

/**
 * A payee of a split. Calls `getShare(splitId, index)`.
 *
 * Throws {@link ValueOutOfRangeError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ license }))
 * const { payee, parts } = await client.license.getShare({ splitId, index: 0 })
 * console.log(parts) // 1000000
 */
export async function getShare(client: ActionClient, parameters: GetShareParameters): Promise<GetShareReturnType> {
  const { splitId, index } = parameters;
  requireInteger('index', index, maxShares - 1);
  return read(client, modelLicense, parameters, { functionName: 'getShare', args: [splitId, BigInt(index)] });
}
