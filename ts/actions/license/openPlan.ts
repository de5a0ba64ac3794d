import type { Hash, Hex } from 'viem';
import { type Plan, toPlanStruct } from '../../protocol/license/plan.ts';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { requirePlan } from '../internal/licenseChecks.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type OpenPlanParameters = WriteParameters &
  LicenseParameter & {
    /** Of a model of the account. */
    plan: Plan;
    /** The split of the model that it earns for. */
    splitId: Hex;
  };

/** The transaction's hash. */
export type OpenPlanReturnType = Hash;

/**
 * Opens a plan, with the id `planIdOf(plan)`: or opens it again, or binds it to another split. What it earned until now
 * goes to the split that it was bound to. Calls `openPlan(plan, splitId)`.
 *
 * Throws {@link InvalidPlanError}, {@link PriceTooHighError}, {@link UnknownModelError}, {@link UnknownSplitError},
 * {@link NotAllowedError}, {@link ValueOutOfRangeError}, {@link AccountRequiredError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick, usesPlan } from 'tallystick'
 *
 * const client = createWalletClient({ account: creator, chain, transport: http() }).extend(tallystick({ license }))
 * const plan = usesPlan({ modelId, uses: 1_000n, price: 5_000_000n, token })
 * const hash = await client.license.openPlan({ plan, splitId })
 * await client.license.waitForTransaction({ hash })
 */
export async function openPlan(client: ActionClient, parameters: OpenPlanParameters): Promise<OpenPlanReturnType> {
  const { plan, splitId, ...transaction } = parameters;
  requirePlan(plan);
  return write(client, modelLicense, transaction, { functionName: 'openPlan', args: [toPlanStruct(plan), splitId] });
}
