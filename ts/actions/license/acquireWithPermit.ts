import type { Address, Hash, Hex } from 'viem';
import { type Plan, toPlanStruct } from '../../protocol/license/plan.ts';
import { requireDeadline, requireToken, requireUint } from '../internal/checks.ts';
import { type ActionClient, resolveAccount } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { requirePlan } from '../internal/licenseChecks.ts';
import { defaultDeadline, splitPermit } from '../internal/permit.ts';
import type { TokenDomain } from '../internal/tokenDomain.ts';
import { type WriteParameters, write } from '../internal/write.ts';
import { signPermit } from './signPermit.ts';

export type AcquireWithPermitParameters = WriteParameters &
  LicenseParameter & {
    /** All that the buyer accepts. Paid in an ERC-20 that offers EIP-2612. */
    plan: Plan;
    /** Who is licensed. Default: the account. */
    licensee?: Address | undefined;
    /** Unix seconds; the purchase is not valid at this time or later. Default: an hour after the latest block. */
    deadline?: bigint | undefined;
    /** What `signPermit` returned for `plan.price`, and the deadline that it was signed with. Default: signed here. */
    permit?: { signature: Hex; deadline: bigint } | undefined;
    /** What the token's signatures are bound to, if it cannot be asked. */
    tokenDomain?: TokenDomain | undefined;
  };

/** The transaction's hash. */
export type AcquireWithPermitReturnType = Hash;

/**
 * Buys one purchase of a plan with the account's EIP-2612 permit, so without an allowance beforehand. Calls
 * `acquireWithPermit(plan, licensee, deadline, permit)`, which passes over a permit that fails, since anyone may have
 * sent it first: a bad permit shows as {@link InsufficientAllowanceError}.
 *
 * Throws what {@link acquire} throws, {@link TokenIsNativeError}, {@link MalformedSignatureError},
 * {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: buyer, chain, transport: http() }).extend(tallystick({ license }))
 * const hash = await client.license.acquireWithPermit({ plan })
 * await client.license.waitForTransaction({ hash })
 */
export async function acquireWithPermit(
  client: ActionClient,
  parameters: AcquireWithPermitParameters,
): Promise<AcquireWithPermitReturnType> {
  const { plan, licensee, deadline: until, permit: given, tokenDomain, ...transaction } = parameters;
  requirePlan(plan);
  requireToken(plan.token);
  const deadline = until ?? (await defaultDeadline(client));
  requireDeadline(deadline);
  const account = resolveAccount(client, transaction);
  const terms = { token: plan.token, amount: plan.price, deadline, tokenDomain, account, license: transaction.license };
  const permit = given ?? { signature: await signPermit(client, terms), deadline };
  requireUint('permit.deadline', permit.deadline, 256);
  return write(client, modelLicense, transaction, {
    functionName: 'acquireWithPermit',
    args: [toPlanStruct(plan), licensee ?? account.address, deadline, splitPermit(permit.signature, permit.deadline)],
  });
}
