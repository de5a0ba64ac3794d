import type { Address, Hex } from 'viem';
import { type ActionClient, resolveAccount } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { type ReadParameters, read } from '../internal/read.ts';

export type IsSeatLicensedParameters = ReadParameters &
  LicenseParameter & {
    modelId: Hex;
    licensee: Address;
    /** Default: the client's account. */
    seat?: Address | undefined;
  };

export type IsSeatLicensedReturnType = boolean;

/**
 * Whether a seat acts for a licensee with a live licence. Calls `isSeatLicensed(modelId, licensee, seat)`.
 *
 * Throws {@link ContractUnknownError}, {@link AccountRequiredError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ license }))
 * const seat = { licensee: buyer.address, seat: relayer.address }
 * console.log(await client.license.isSeatLicensed({ modelId, ...seat })) // false
 */
export async function isSeatLicensed(
  client: ActionClient,
  parameters: IsSeatLicensedParameters,
): Promise<IsSeatLicensedReturnType> {
  const { modelId, licensee } = parameters;
  const seat = resolveAccount(client, { account: parameters.seat }).address;
  const args = [modelId, licensee, seat] as const;
  return read(client, modelLicense, parameters, { functionName: 'isSeatLicensed', args });
}
