import { type Address, type Hash, isAddressEqual } from 'viem';
import { nativeToken } from '../../protocol/channel.ts';
import { type Plan, toPlanStruct } from '../../protocol/license/plan.ts';
import { requireDeadline } from '../internal/checks.ts';
import { type ActionClient, resolveAccount } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { requirePlan } from '../internal/licenseChecks.ts';
import { defaultDeadline } from '../internal/permit.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type AcquireParameters = WriteParameters &
  LicenseParameter & {
    /** All that the buyer accepts: price, quantity and terms among it. */
    plan: Plan;
    /** Who is licensed. Default: the account. */
    licensee?: Address | undefined;
    /** Unix seconds; not valid at this time or later. Default: an hour after the latest block. */
    deadline?: bigint | undefined;
  };

/** The transaction's hash. */
export type AcquireReturnType = Hash;

/**
 * Buys one purchase of a plan. The account pays: in the native coin with the call, in a token by the allowance that
 * {@link approve} gave. Calls `acquire(plan, licensee, deadline)`.
 *
 * Throws {@link PlanClosedError}, {@link SoldOutError}, {@link AlreadyPerpetualError}, {@link TermTooLongError},
 * {@link TooManyUsesError}, {@link InvalidPlanError}, {@link PriceTooHighError}, {@link InvalidAccountError},
 * {@link ValueOutOfRangeError}, {@link AccountRequiredError}; {@link DeadlinePassedError}, {@link WrongPaymentError}
 * for a token with a fee, {@link InsufficientAllowanceError}, {@link InsufficientTokensError}, {@link NotATokenError};
 * {@link ContractRevertedError} with the token's own reason.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: buyer, chain, transport: http() }).extend(tallystick({ license }))
 * const approval = await client.license.approve({ token, amount: plan.price })
 * await client.license.waitForTransaction({ hash: approval })
 * const hash = await client.license.acquire({ plan })
 * await client.license.waitForTransaction({ hash })
 * console.log(await client.license.isLicensed({ modelId })) // true
 */
export async function acquire(client: ActionClient, parameters: AcquireParameters): Promise<AcquireReturnType> {
  const { plan, licensee, deadline: until, ...transaction } = parameters;
  requirePlan(plan);
  const deadline = until ?? (await defaultDeadline(client));
  requireDeadline(deadline);
  const receiver = licensee ?? resolveAccount(client, transaction).address;
  return write(client, modelLicense, transaction, {
    functionName: 'acquire',
    args: [toPlanStruct(plan), receiver, deadline],
    ...(isAddressEqual(plan.token, nativeToken) ? { value: plan.price } : {}),
  });
}
