import type { Address, Hex } from 'viem';
import { signTypedData } from 'viem/actions';
import type { Plan } from '../../protocol/license/plan.ts';
import { type Purchase, purchaseTypedData } from '../../protocol/license/typedData.ts';
import { requireDeadline, requireToken, requireUint } from '../internal/checks.ts';
import { type AccountParameter, type ActionClient, resolveAccount, resolveDomain } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { requirePlan } from '../internal/licenseChecks.ts';
import { getNonce } from './getNonce.ts';

/** A purchase, and its buyer's signature. */
export type SignedPurchase = Purchase & {
  /** 65 bytes `r ‖ s ‖ v`, or what a contract account takes. */
  signature: Hex;
};

export type SignPurchaseParameters = AccountParameter &
  LicenseParameter & {
    /** All that the buyer accepts. Paid in an ERC-20, or free. */
    plan: Plan;
    /** Unix seconds; not valid at this time or later. */
    deadline: bigint;
    /** Who is licensed. Default: the buyer. */
    licensee?: Address | undefined;
    /** Whose allowance pays, if a contract account that `account` signs for (ERC-1271). Default: the account. */
    buyer?: Address | undefined;
    /** Default: the buyer's next. */
    nonce?: bigint | undefined;
  };

/** What `acquireWithSignature` takes, besides the plan. */
export type SignPurchaseReturnType = SignedPurchase;

/**
 * Signs a purchase that the buyer's allowance pays and anyone may bring with {@link acquireWithSignature}. Signed with
 * the buyer's next nonce: one purchase at a time, and {@link useNonce} takes it back. Sends nothing.
 *
 * Throws {@link TokenIsNativeError}, {@link InvalidPlanError}, {@link PriceTooHighError}, {@link ValueOutOfRangeError},
 * {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: buyer, chain, transport: http() }).extend(tallystick({ license }))
 * const purchase = await client.license.signPurchase({ plan, deadline })
 */
export async function signPurchase(
  client: ActionClient,
  parameters: SignPurchaseParameters,
): Promise<SignPurchaseReturnType> {
  const { plan, deadline, license } = parameters;
  requirePlan(plan);
  requireDeadline(deadline);
  if (plan.price !== 0n) requireToken(plan.token);
  const account = resolveAccount(client, parameters);
  const buyer = parameters.buyer ?? account.address;
  const nonce = parameters.nonce ?? (await getNonce(client, { account: buyer, license }));
  requireUint('nonce', nonce, 256);
  const purchase = { buyer, licensee: parameters.licensee ?? buyer, deadline, nonce };
  const domain = await resolveDomain(client, modelLicense, parameters);
  const signature = await signTypedData(client, { account, ...purchaseTypedData(domain, plan, purchase) });
  return { ...purchase, signature };
}
