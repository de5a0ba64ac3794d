import type { Address, Hash, Hex } from 'viem';
import { perpetual } from '../../protocol/license/plan.ts';
import { requireInteger } from '../internal/checks.ts';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type SetSeatsParameters = WriteParameters &
  LicenseParameter & {
    modelId: Hex;
    /** Keys of agents and servers. */
    seats: readonly Address[];
    /** Unix seconds; they act until then while the licence is live, and not at this time or later. Not after the licence's
     * `expiresAt`, unless uses are left. Zero takes back. */
    until: number;
  };

/** The transaction's hash. */
export type SetSeatsReturnType = Hash;

/**
 * Names keys that act for the account: they may use up its uses, and nothing else. Or takes that back; a key that was
 * taken back should not be named again, since its old vouchers would count again. Calls `setSeats(modelId, seats, until)`.
 *
 * Throws {@link NotLicensedError}, {@link SeatOutlastsLicenseError}, {@link InvalidAccountError},
 * {@link ValueOutOfRangeError}, {@link AccountRequiredError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: buyer, chain, transport: http() }).extend(tallystick({ license }))
 * const purchase = await client.license.acquireWithPermit({ plan })
 * const { args } = await client.license.waitForEvent({ hash: purchase, eventName: 'LicenseAcquired' })
 * const hash = await client.license.setSeats({ modelId, seats: [relayer.address], until: args.expiresAt })
 * await client.license.waitForTransaction({ hash })
 */
export async function setSeats(client: ActionClient, parameters: SetSeatsParameters): Promise<SetSeatsReturnType> {
  const { modelId, seats, until, ...transaction } = parameters;
  requireInteger('until', until, perpetual);
  return write(client, modelLicense, transaction, { functionName: 'setSeats', args: [modelId, seats, until] });
}
