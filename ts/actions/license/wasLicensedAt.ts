import type { Address, Hex } from 'viem';
import { isInTerm } from '../../protocol/license/term.ts';
import { requireUint } from '../internal/checks.ts';
import { type ActionClient, resolveAccount } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import type { HistoryParameters } from '../internal/history.ts';
import { type ReadParameters, read } from '../internal/read.ts';
import { getTerms } from './getTerms.ts';

export type WasLicensedAtParameters = ReadParameters &
  LicenseParameter & {
    modelId: Hex;
    /** Unix seconds. */
    time: bigint;
    /** Default: the client's account. */
    account?: Address | undefined;
    /** Where earlier terms are looked for, which only events tell. Default: nowhere, so that the answer is about the latest
     * unbroken term alone: whoever buys time for the account once that is over, as a gift too, starts another. */
    history?: HistoryParameters | undefined;
  };

export type WasLicensedAtReturnType = boolean;

/**
 * Whether a time lies in the account's latest unbroken term, or with `history` in any it ever had. For a time to come:
 * whether it is paid for already. Uses have no time: they do not count. Calls `wasLicensedAt(modelId, account, time)`.
 *
 * Throws {@link ValueOutOfRangeError}, {@link IncompleteHistoryError}, {@link AccountRequiredError},
 * {@link ContractUnknownError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ license }))
 * const past = { modelId, account: buyer.address, time: 1_750_000_000n }
 * console.log(await client.license.wasLicensedAt(past)) // false
 * console.log(await client.license.wasLicensedAt({ ...past, history: { fromBlock: 0n } })) // false
 */
export async function wasLicensedAt(
  client: ActionClient,
  parameters: WasLicensedAtParameters,
): Promise<WasLicensedAtReturnType> {
  const { modelId, time, history, blockNumber, license } = parameters;
  requireUint('time', time, 256);
  const account = resolveAccount(client, parameters).address;
  const args = [modelId, account, time] as const;
  if (await read(client, modelLicense, parameters, { functionName: 'wasLicensedAt', args })) return true;
  if (!history) return false;
  const { terms } = await getTerms(client, { toBlock: blockNumber, ...history, modelId, account, license });
  return terms.some((term) => isInTerm(term, time));
}
