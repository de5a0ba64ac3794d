import type { Address, Hex } from 'viem';
import { signTypedData } from 'viem/actions';
import { type Usage, usageVoucherTypedData } from '../../protocol/license/typedData.ts';
import { requireUint } from '../internal/checks.ts';
import { type AccountParameter, type ActionClient, resolveAccount, resolveDomain } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';

/** A licensee's word on its usage, signed; `IModelLicense.UsageVoucher` in Solidity. */
export type UsageVoucher = Usage & {
  /** 65 bytes `r ‖ s ‖ v`. */
  signature: Hex;
};

export type SignUsageVoucherParameters = AccountParameter &
  LicenseParameter & {
    modelId: Hex;
    /** Metered uses since the licence began, over all servers: more than in the voucher before. 64 bits. */
    cumulativeUses: bigint;
    /** Whose uses. Default: the account's; for a seat, whom it acts for. */
    licensee?: Address | undefined;
  };

/** What `redeemUsage` takes. */
export type SignUsageVoucherReturnType = UsageVoucher;

/**
 * Signs that a licensee has used so much in all, not counting {@link consume}. The licensee signs, or one of its seats:
 * as an ECDSA key, since the contract takes no ERC-1271 here. Whoever serves it redeems the latest voucher with
 * {@link redeemUsage}. Sends nothing.
 *
 * Throws {@link ValueOutOfRangeError}, {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: buyer, chain, transport: http() }).extend(tallystick({ license }))
 * const voucher = await client.license.signUsageVoucher({ modelId, cumulativeUses: 1_000n })
 */
export async function signUsageVoucher(
  client: ActionClient,
  parameters: SignUsageVoucherParameters,
): Promise<SignUsageVoucherReturnType> {
  const { modelId, cumulativeUses } = parameters;
  requireUint('cumulativeUses', cumulativeUses, 64);
  const account = resolveAccount(client, parameters);
  const usage = { modelId, licensee: parameters.licensee ?? account.address, cumulativeUses };
  const domain = await resolveDomain(client, modelLicense, parameters);
  const signature = await signTypedData(client, { account, ...usageVoucherTypedData(domain, usage) });
  return { ...usage, signature };
}
