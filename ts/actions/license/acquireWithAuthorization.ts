import type { Address, Hash } from 'viem';
import { type Plan, toPlanStruct } from '../../protocol/license/plan.ts';
import { requireAuthorization } from '../internal/authorization.ts';
import { requireToken } from '../internal/checks.ts';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { requirePlan } from '../internal/licenseChecks.ts';
import { type WriteParameters, write } from '../internal/write.ts';
import type { PurchaseAuthorization } from './signPurchaseAuthorization.ts';

export type AcquireWithAuthorizationParameters = WriteParameters &
  LicenseParameter & {
    /** The plan that was signed for. */
    plan: Plan;
    /** What `signPurchaseAuthorization` returned. */
    authorization: PurchaseAuthorization;
    /** Who is licensed: the one that was signed for. Default: `authorization.from`. */
    licensee?: Address | undefined;
  };

/** The transaction's hash. */
export type AcquireWithAuthorizationReturnType = Hash;

/**
 * Brings a purchase that someone signed; whoever sends it pays the gas and can change nothing. Calls
 * `acquireWithAuthorization(plan, licensee, authorization)`.
 *
 * Throws {@link PlanClosedError}, {@link SoldOutError}, {@link AlreadyPerpetualError}, {@link TermTooLongError},
 * {@link TooManyUsesError}, {@link InvalidPlanError}, {@link PriceTooHighError}, {@link InvalidAccountError},
 * {@link ValueOutOfRangeError}, {@link AccountRequiredError}; {@link TokenIsNativeError}, {@link WrongPaymentError} if
 * another price was signed, {@link InsufficientTokensError}; {@link ContractRevertedError} with the token's own reason,
 * for a used or expired authorisation or one of another plan or licensee.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: relayer, chain, transport: http() }).extend(tallystick({ license }))
 * const validBefore = BigInt(Math.floor(Date.now() / 1000) + 3600)
 * const authorization = await client.license.signPurchaseAuthorization({ account: buyer, plan, validBefore })
 * const hash = await client.license.acquireWithAuthorization({ plan, authorization })
 * await client.license.waitForTransaction({ hash })
 * console.log(await client.license.isLicensed({ modelId, account: buyer.address })) // true
 */
export async function acquireWithAuthorization(
  client: ActionClient,
  parameters: AcquireWithAuthorizationParameters,
): Promise<AcquireWithAuthorizationReturnType> {
  const { plan, authorization, licensee = authorization.from, ...transaction } = parameters;
  requirePlan(plan);
  requireToken(plan.token);
  requireAuthorization(authorization);
  return write(client, modelLicense, transaction, {
    functionName: 'acquireWithAuthorization',
    args: [toPlanStruct(plan), licensee, authorization],
  });
}
