import type { Hash } from 'viem';
import { type Plan, toPlanStruct } from '../../protocol/license/plan.ts';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { requirePlan } from '../internal/licenseChecks.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type CollectParameters = WriteParameters &
  LicenseParameter & {
    /** Any, of any models. Those with nothing new change nothing. */
    plans: readonly Plan[];
  };

/** The transaction's hash. */
export type CollectReturnType = Hash;

/**
 * Adds what plans earned to the income of their splits. Anyone may call. Calls `collect(plans)`.
 *
 * Throws {@link UnknownPlanError}, {@link InvalidPlanError}, {@link PriceTooHighError}, {@link ValueOutOfRangeError},
 * {@link AccountRequiredError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: creator, chain, transport: http() }).extend(tallystick({ license }))
 * const hash = await client.license.collect({ plans: [plan] })
 * await client.license.waitForTransaction({ hash })
 */
export async function collect(client: ActionClient, parameters: CollectParameters): Promise<CollectReturnType> {
  const { plans, ...transaction } = parameters;
  for (const plan of plans) requirePlan(plan);
  return write(client, modelLicense, transaction, { functionName: 'collect', args: [plans.map(toPlanStruct)] });
}
