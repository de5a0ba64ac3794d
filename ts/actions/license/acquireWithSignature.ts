import type { Hash } from 'viem';
import { type Plan, toPlanStruct } from '../../protocol/license/plan.ts';
import { requireDeadline, requireToken, requireUint } from '../internal/checks.ts';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { requirePlan } from '../internal/licenseChecks.ts';
import { type WriteParameters, write } from '../internal/write.ts';
import type { SignedPurchase } from './signPurchase.ts';

export type AcquireWithSignatureParameters = WriteParameters &
  LicenseParameter & {
    /** The plan that was signed for. */
    plan: Plan;
    /** What `signPurchase` returned. */
    purchase: SignedPurchase;
  };

/** The transaction's hash. */
export type AcquireWithSignatureReturnType = Hash;

/**
 * Brings a purchase that someone signed, and that its allowance pays; whoever sends it pays the gas and can change
 * nothing. Calls `acquireWithSignature(plan, purchase, signature)`.
 *
 * Throws {@link PlanClosedError}, {@link SoldOutError}, {@link AlreadyPerpetualError}, {@link TermTooLongError},
 * {@link TooManyUsesError}, {@link InvalidPlanError}, {@link PriceTooHighError}, {@link InvalidAccountError},
 * {@link ValueOutOfRangeError}, {@link AccountRequiredError}; {@link InvalidSignatureError}, {@link InvalidNonceError},
 * {@link DeadlinePassedError}, {@link TokenIsNativeError}, {@link WrongPaymentError} for a token with a fee,
 * {@link InsufficientAllowanceError}, {@link InsufficientTokensError}; {@link ContractRevertedError} with the token's
 * own reason.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: relayer, chain, transport: http() }).extend(tallystick({ license }))
 * const approval = await client.license.approve({ account: buyer, token, amount: plan.price })
 * await client.license.waitForTransaction({ hash: approval })
 * const purchase = await client.license.signPurchase({ account: buyer, plan, deadline })
 * const hash = await client.license.acquireWithSignature({ plan, purchase })
 * await client.license.waitForTransaction({ hash })
 */
export async function acquireWithSignature(
  client: ActionClient,
  parameters: AcquireWithSignatureParameters,
): Promise<AcquireWithSignatureReturnType> {
  const { plan, purchase, ...transaction } = parameters;
  const { signature, ...terms } = purchase;
  requirePlan(plan);
  if (plan.price !== 0n) requireToken(plan.token);
  requireDeadline(terms.deadline);
  requireUint('purchase.nonce', terms.nonce, 256);
  return write(client, modelLicense, transaction, {
    functionName: 'acquireWithSignature',
    args: [toPlanStruct(plan), terms, signature],
  });
}
