import type { Hash } from 'viem';
import { type Plan, toPlanStruct } from '../../protocol/license/plan.ts';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { requirePlan } from '../internal/licenseChecks.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type ClosePlanParameters = WriteParameters &
  LicenseParameter & {
    /** Of a model of the account. */
    plan: Plan;
  };

/** The transaction's hash. */
export type ClosePlanReturnType = Hash;

/**
 * Ends the sale of a plan. What was bought stays; what was earned can be collected. Calls `closePlan(plan)`.
 *
 * Throws {@link PlanClosedError}, {@link NotAllowedError}, {@link InvalidPlanError}, {@link PriceTooHighError},
 * {@link ValueOutOfRangeError}, {@link AccountRequiredError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: creator, chain, transport: http() }).extend(tallystick({ license }))
 * const hash = await client.license.closePlan({ plan })
 * await client.license.waitForTransaction({ hash })
 */
export async function closePlan(client: ActionClient, parameters: ClosePlanParameters): Promise<ClosePlanReturnType> {
  const { plan, ...transaction } = parameters;
  requirePlan(plan);
  return write(client, modelLicense, transaction, { functionName: 'closePlan', args: [toPlanStruct(plan)] });
}
