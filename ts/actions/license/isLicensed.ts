import type { Address, Hex } from 'viem';
import { type ActionClient, resolveAccount } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { type ReadParameters, read } from '../internal/read.ts';

export type IsLicensedParameters = ReadParameters &
  LicenseParameter & {
    modelId: Hex;
    /** Default: the client's account. */
    account?: Address | undefined;
  };

export type IsLicensedReturnType = boolean;

/**
 * Whether the account has a live licence: its term runs, or uses are left. Stays true while a single use is left, and
 * asking uses none up: who sells uses takes a {@link consume} or a voucher for each, and a gate that means the term asks
 * {@link wasLicensedAt} of the present time. Calls `isLicensed(modelId, account)`.
 *
 * Throws {@link ContractUnknownError}, {@link AccountRequiredError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ license }))
 * const licensed = await client.license.isLicensed({ modelId, account: buyer.address })
 * console.log(licensed) // false
 */
export async function isLicensed(
  client: ActionClient,
  parameters: IsLicensedParameters,
): Promise<IsLicensedReturnType> {
  const account = resolveAccount(client, parameters).address;
  const args = [parameters.modelId, account] as const;
  return read(client, modelLicense, parameters, { functionName: 'isLicensed', args });
}
