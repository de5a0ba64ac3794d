import type { Address, Hex } from 'viem';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { type ReadParameters, read } from '../internal/read.ts';

export type GetSeatParameters = ReadParameters &
  LicenseParameter & {
    modelId: Hex;
    licensee: Address;
    seat: Address;
  };

/** Unix seconds; zero if it was not named, or taken back. */
export type GetSeatReturnType = number;

/**
 * Until when a seat was named; whether the licence is live is {@link isSeatLicensed}. Calls `getSeat(modelId, licensee,
 * seat)`.
 *
 * Throws {@link ContractUnknownError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ license }))
 * const until = await client.license.getSeat({ modelId, licensee: buyer.address, seat: relayer.address })
 * console.log(until) // 0
 */
export async function getSeat(client: ActionClient, parameters: GetSeatParameters): Promise<GetSeatReturnType> {
  const { modelId, licensee, seat } = parameters;
  return read(client, modelLicense, parameters, { functionName: 'getSeat', args: [modelId, licensee, seat] });
}
