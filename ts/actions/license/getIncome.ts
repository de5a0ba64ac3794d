import type { Address, Hex } from 'viem';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { type ReadParameters, read } from '../internal/read.ts';

export type GetIncomeParameters = ReadParameters &
  LicenseParameter & {
    splitId: Hex;
    /** The ERC-20, or `nativeToken`. */
    token: Address;
  };

/** In the token's smallest unit. */
export type GetIncomeReturnType = bigint;

/**
 * All of a token that a split has had as income. What {@link collect} and {@link rollUp} would bring is not in it yet.
 * Calls `incomeOf(splitId, token)`.
 *
 * Throws {@link ContractUnknownError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ license }))
 * const income = await client.license.getIncome({ splitId, token })
 * console.log(income) // 0n
 */
export async function getIncome(client: ActionClient, parameters: GetIncomeParameters): Promise<GetIncomeReturnType> {
  const { splitId, token } = parameters;
  return read(client, modelLicense, parameters, { functionName: 'incomeOf', args: [splitId, token] });
}
