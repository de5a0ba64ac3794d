import type { Address, Hex } from 'viem';
import { maxParents } from '../../protocol/license/model.ts';
import { requireInteger } from '../internal/checks.ts';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { type ReadParameters, read } from '../internal/read.ts';

export type GetOwedToParentParameters = ReadParameters &
  LicenseParameter & {
    splitId: Hex;
    /** The ERC-20, or `nativeToken`. */
    token: Address;
    /** The parent's place, from 0. */
    index: number;
  };

/** In the token's smallest unit. Zero if the model has no such parent. */
export type GetOwedToParentReturnType = bigint;

/**
 * What {@link rollUp} would bring a parent from a split now. Calls `owedToParent(splitId, token, index)`.
 *
 * Throws {@link ValueOutOfRangeError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ license }))
 * const amount = await client.license.getOwedToParent({ splitId, token, index: 0 })
 * console.log(amount) // 0n
 */
export async function getOwedToParent(
  client: ActionClient,
  parameters: GetOwedToParentParameters,
): Promise<GetOwedToParentReturnType> {
  const { splitId, token, index } = parameters;
  requireInteger('index', index, maxParents - 1);
  const args = [splitId, token, BigInt(index)] as const;
  return read(client, modelLicense, parameters, { functionName: 'owedToParent', args });
}
