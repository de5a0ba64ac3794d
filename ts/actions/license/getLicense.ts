import type { Address, Hex } from 'viem';
import { type ActionClient, resolveAccount } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { type ReadParameters, read } from '../internal/read.ts';

export type GetLicenseParameters = ReadParameters &
  LicenseParameter & {
    modelId: Hex;
    /** Default: the client's account. */
    account?: Address | undefined;
  };

export type GetLicenseReturnType = {
  /** Unix seconds at which the latest term began; zero if there was none. */
  startedAt: number;
  /** Unix seconds at which it ends or ended; `perpetual` for never; zero if there was none. */
  expiresAt: number;
  /** Uses left. */
  remainingUses: bigint;
  /** Uses that vouchers took so far. */
  meteredUses: bigint;
};

/**
 * All that is recorded of a licence. Calls `getLicense(modelId, account)`.
 *
 * Throws {@link ContractUnknownError}, {@link AccountRequiredError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ license }))
 * const { expiresAt, remainingUses } = await client.license.getLicense({ modelId, account: buyer.address })
 * console.log(expiresAt, remainingUses)
 */
export async function getLicense(
  client: ActionClient,
  parameters: GetLicenseParameters,
): Promise<GetLicenseReturnType> {
  const account = resolveAccount(client, parameters).address;
  const args = [parameters.modelId, account] as const;
  return read(client, modelLicense, parameters, { functionName: 'getLicense', args });
}
