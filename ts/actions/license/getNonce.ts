import type { Address } from 'viem';
import { type ActionClient, resolveAccount } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { type ReadParameters, read } from '../internal/read.ts';

export type GetNonceParameters = ReadParameters &
  LicenseParameter & {
    /** Whose. Default: the client's account. */
    account?: Address | undefined;
  };

export type GetNonceReturnType = bigint;

/**
 * The nonce that the account's next purchase must be signed with. Calls `nonces(account)`.
 *
 * Throws {@link ContractUnknownError}, {@link AccountRequiredError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ license }))
 * const nonce = await client.license.getNonce({ account: buyer.address })
 * console.log(nonce)
 */
export async function getNonce(client: ActionClient, parameters: GetNonceParameters = {}): Promise<GetNonceReturnType> {
  const account = resolveAccount(client, parameters).address;
  return read(client, modelLicense, parameters, { functionName: 'nonces', args: [account] });
}
