import { type Address, getAddress } from 'viem';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { type HistoryParameters, replayEvents } from '../internal/history.ts';
import { applyLicenseEvent, emptyLicenseReplay } from '../internal/licenseReplay.ts';
import { revenueOf, type TokenRevenue, tokensOf } from '../internal/revenue.ts';

export type GetRevenueParameters = LicenseParameter &
  HistoryParameters & {
    /** The ERC-20, or `nativeToken`. Default: all that plans are paid in. */
    token?: Address | undefined;
  };

export type GetRevenueReturnType = {
  /** The state is the one after this block. */
  blockNumber: bigint;
  tokens: TokenRevenue[];
};

/**
 * Who is owed what, and why: recomputed from the licence contract's events alone. Tells what each plan sold, what each split
 * and its payees and parents have now, and what would reach each payee if everything was collected, rolled up and claimed
 * now, with a reason for every part of it. Reads no state of the contract, so it is a check on it.
 *
 * Throws {@link IncompleteHistoryError} if `fromBlock` lies after the first model was registered, or if an event does not
 * say what those before it add up to; {@link ValueOutOfRangeError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ license }))
 * const { tokens } = await client.license.getRevenue({ fromBlock: 0n })
 * for (const { token, payees } of tokens) {
 *   for (const { payee, outstanding, reasons } of payees) console.log(payee, outstanding, token, reasons)
 * }
 */
export async function getRevenue(
  client: ActionClient,
  parameters: GetRevenueParameters = {},
): Promise<GetRevenueReturnType> {
  const state = emptyLicenseReplay();
  const blockNumber = await replayEvents(client, modelLicense, parameters, (log) => applyLicenseEvent(state, log));
  const tokens = parameters.token ? [getAddress(parameters.token)] : tokensOf(state);
  return { blockNumber, tokens: tokens.map((token) => revenueOf(state, token)) };
}
