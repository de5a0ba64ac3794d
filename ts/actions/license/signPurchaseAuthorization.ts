import type { Address } from 'viem';
import { type Plan, planIdOf } from '../../protocol/license/plan.ts';
import { purchaseNonce } from '../../protocol/license/typedData.ts';
import { type Authorization, type AuthorizationTerms, signTokenAuthorization } from '../internal/authorization.ts';
import type { AccountParameter, ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { requirePlan } from '../internal/licenseChecks.ts';

/** An EIP-3009 authorisation whose nonce is `purchaseNonce(planId, licensee, salt)`. */
export type PurchaseAuthorization = Authorization;

export type SignPurchaseAuthorizationParameters = AccountParameter &
  LicenseParameter &
  AuthorizationTerms & {
    /** All that the buyer accepts. Paid in an ERC-20 that offers EIP-3009. */
    plan: Plan;
    /** Who is licensed; the signature binds it. Default: who pays. */
    licensee?: Address | undefined;
  };

/** What `acquireWithAuthorization` takes, besides plan and licensee. */
export type SignPurchaseAuthorizationReturnType = PurchaseAuthorization;

/**
 * Signs an EIP-3009 `receiveWithAuthorization` over the plan's price, which anyone may bring with
 * {@link acquireWithAuthorization}: whoever does can change neither plan nor licensee. Sends nothing.
 *
 * Throws {@link TokenIsNativeError}, {@link InvalidPlanError}, {@link PriceTooHighError}, {@link ValueOutOfRangeError},
 * {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: buyer, chain, transport: http() }).extend(tallystick({ license }))
 * const validBefore = BigInt(Math.floor(Date.now() / 1000) + 3600)
 * const authorization = await client.license.signPurchaseAuthorization({ plan, validBefore })
 */
export async function signPurchaseAuthorization(
  client: ActionClient,
  parameters: SignPurchaseAuthorizationParameters,
): Promise<SignPurchaseAuthorizationReturnType> {
  const { plan, licensee } = parameters;
  requirePlan(plan);
  return signTokenAuthorization(client, modelLicense, parameters, {
    token: plan.token,
    value: plan.price,
    nonceOf: (from, salt) => purchaseNonce(planIdOf(plan), licensee ?? from, salt),
  });
}
