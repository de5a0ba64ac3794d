import type { Hash } from 'viem';
import type { ActionClient } from '../internal/client.ts';
import { type BatchParameters, writeBatch } from '../internal/vouchers.ts';

export type PostParameters = BatchParameters;

/** The transaction's hash. */
export type PostReturnType = Hash;

/**
 * Settles vouchers like {@link settle}, but adds the sum to the receiver's prepaid balance instead of sending it. Only the
 * receiver may: it is its choice to leave the money in the escrow. Calls `post(receiver, token, vouchers)`.
 *
 * Throws {@link NotAllowedError} if the account is not the receiver, {@link MalformedVouchersError}, {@link MalformedSignatureError}, {@link ValueOutOfRangeError},
 * {@link AccountRequiredError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: provider, chain, transport: http() }).extend(tallystick({ escrow }))
 * const cumulativeAmount = 400_000n
 * const signature = await client.inference.signVoucher({ account: signer, channel, cumulativeAmount })
 * const hash = await client.inference.post({
 *   receiver: channel.receiver,
 *   token: channel.token,
 *   vouchers: [{ salt: channel.salt, cumulativeAmount, signature }],
 * })
 * const { creditedAmount } = await client.inference.waitForSettlement({ hash })
 */
export async function post(client: ActionClient, parameters: PostParameters): Promise<PostReturnType> {
  return writeBatch(client, 'post', parameters);
}
