import type { Address, Hash, Hex } from 'viem';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type RollUpParameters = WriteParameters &
  LicenseParameter & {
    /** Any, of any models. A child's before its parents'. */
    splitIds: readonly Hex[];
    /** The ERC-20, or `nativeToken`. */
    token: Address;
  };

/** The transaction's hash. */
export type RollUpReturnType = Hash;

/**
 * Adds what splits owe to the income of their models' parents. Anyone may call. Calls `rollUp(splitIds, token)`.
 *
 * Throws {@link UnknownSplitError}, {@link AccountRequiredError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: creator, chain, transport: http() }).extend(tallystick({ license }))
 * const hash = await client.license.rollUp({ splitIds: [splitId], token })
 * await client.license.waitForTransaction({ hash })
 */
export async function rollUp(client: ActionClient, parameters: RollUpParameters): Promise<RollUpReturnType> {
  const { splitIds, token, ...transaction } = parameters;
  return write(client, modelLicense, transaction, { functionName: 'rollUp', args: [splitIds, token] });
}
