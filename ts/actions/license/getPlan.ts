import type { Hex } from 'viem';
import { type Plan, planIdOf } from '../../protocol/license/plan.ts';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { requirePlan } from '../internal/licenseChecks.ts';
import { type ReadParameters, read } from '../internal/read.ts';

export type GetPlanParameters = ReadParameters &
  LicenseParameter & {
    /** The plan, or its id. */
    plan: Plan | Hex;
  };

export type GetPlanReturnType = {
  /** Whether it was ever open. */
  known: boolean;
  /** Whether it sells now. */
  open: boolean;
  /** Purchases so far. */
  sold: number;
  /** What it earned since it was collected, in the token's smallest unit. */
  uncollected: bigint;
  /** The split that it earns for; zero if it was never open. */
  splitId: Hex;
};

/**
 * All that is recorded of a plan. Calls `getPlan(planId)`.
 *
 * Throws {@link InvalidPlanError}, {@link PriceTooHighError}, {@link ValueOutOfRangeError},
 * {@link ContractUnknownError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ license }))
 * const { open, sold } = await client.license.getPlan({ plan })
 * console.log(open, sold)
 */
export async function getPlan(client: ActionClient, parameters: GetPlanParameters): Promise<GetPlanReturnType> {
  const { plan } = parameters;
  if (typeof plan !== 'string') requirePlan(plan);
  const planId = typeof plan === 'string' ? plan : planIdOf(plan);
  return read(client, modelLicense, parameters, { functionName: 'getPlan', args: [planId] });
}
