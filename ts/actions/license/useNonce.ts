import type { Hash } from 'viem';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type UseNonceParameters = WriteParameters & LicenseParameter;

/** The transaction's hash. */
export type UseNonceReturnType = Hash;

/**
 * Uses up the account's nonce, so that the purchase that it signed is worthless. Calls `useNonce()`.
 *
 * Throws {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: buyer, chain, transport: http() }).extend(tallystick({ license }))
 * const hash = await client.license.useNonce()
 * await client.license.waitForTransaction({ hash })
 */
export async function useNonce(client: ActionClient, parameters: UseNonceParameters = {}): Promise<UseNonceReturnType> {
  return write(client, modelLicense, parameters, { functionName: 'useNonce', args: [] });
}
