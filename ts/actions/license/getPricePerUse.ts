import type { Hex } from 'viem';
import { fromPlanStruct, type Plan } from '../../protocol/license/plan.ts';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { type ReadParameters, read } from '../internal/read.ts';

export type GetPricePerUseParameters = ReadParameters &
  LicenseParameter & {
    modelId: Hex;
  };

/** A plan of one use, in the native coin; `price` is in wei. */
export type GetPricePerUseReturnType = Plan;

/**
 * The plan that {@link acquireLicense} buys. Calls `getPricePerUse(modelId)`.
 *
 * Throws {@link NoPricePerUseError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ license }))
 * const { price } = await client.license.getPricePerUse({ modelId })
 * console.log(price) // 1000n
 */
export async function getPricePerUse(
  client: ActionClient,
  parameters: GetPricePerUseParameters,
): Promise<GetPricePerUseReturnType> {
  const args = [parameters.modelId] as const;
  return fromPlanStruct(await read(client, modelLicense, parameters, { functionName: 'getPricePerUse', args }));
}
