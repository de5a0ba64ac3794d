import type { Address, Hex } from 'viem';
import { maxShares } from '../../protocol/license/model.ts';
import { requireInteger } from '../internal/checks.ts';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { type ReadParameters, read } from '../internal/read.ts';

export type GetClaimableParameters = ReadParameters &
  LicenseParameter & {
    splitId: Hex;
    /** The ERC-20, or `nativeToken`. */
    token: Address;
    /** The payee's place in the split, from 0. */
    index: number;
  };

/** In the token's smallest unit. Zero if the split has no such place. */
export type GetClaimableReturnType = bigint;

/**
 * What {@link claim} would pay now. What {@link collect} and {@link rollUp} would bring is not in it:
 * {@link getRevenue} tells that. Calls `claimable(splitId, token, index)`.
 *
 * Throws {@link ValueOutOfRangeError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ license }))
 * const amount = await client.license.getClaimable({ splitId, token, index: 0 })
 * console.log(amount) // 0n
 */
export async function getClaimable(
  client: ActionClient,
  parameters: GetClaimableParameters,
): Promise<GetClaimableReturnType> {
  const { splitId, token, index } = parameters;
  requireInteger('index', index, maxShares - 1);
  const args = [splitId, token, BigInt(index)] as const;
  return read(client, modelLicense, parameters, { functionName: 'claimable', args });
}
