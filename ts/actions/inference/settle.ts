import type { Hash } from 'viem';
import type { ActionClient } from '../internal/client.ts';
import { type BatchParameters, writeBatch } from '../internal/vouchers.ts';

export type SettleParameters = BatchParameters;

/** The transaction's hash. */
export type SettleReturnType = Hash;

/**
 * Settles vouchers of many channels that pay one receiver in one token, and sends it the sum. Anyone may call; nobody can
 * change amount or recipient. Calls `settle(receiver, token, vouchers)`. A bad row is skipped: {@link waitForSettlement}
 * says what became of each.
 *
 * Throws {@link MalformedVouchersError}, {@link MalformedSignatureError}, {@link ValueOutOfRangeError},
 * {@link AccountRequiredError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: provider, chain, transport: http() }).extend(tallystick({ escrow }))
 * const cumulativeAmount = 300_000n
 * const signature = await client.inference.signVoucher({ account: signer, channel, cumulativeAmount })
 * const hash = await client.inference.settle({
 *   receiver: channel.receiver,
 *   token: channel.token,
 *   vouchers: [{ salt: channel.salt, cumulativeAmount, signature }],
 * })
 * const { rows } = await client.inference.waitForSettlement({ hash })
 * console.log(rows[0].status) // 'settled'
 */
export async function settle(client: ActionClient, parameters: SettleParameters): Promise<SettleReturnType> {
  return writeBatch(client, 'settle', parameters);
}
