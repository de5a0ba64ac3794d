import type { Hash, Hex } from 'viem';
import type { Opening } from '../../protocol/typedData.ts';
import { requireOpening } from '../internal/checks.ts';
import type { ActionClient } from '../internal/client.ts';
import { type EscrowParameter, inferenceEscrow } from '../internal/contracts/inferenceEscrow.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type OpenParameters = WriteParameters &
  EscrowParameter & {
    /** What payer and signer agree to. Amounts in the token's smallest unit, times in unix seconds. */
    opening: Opening;
    /** The payer's, by `signOpening`; ERC-1271 too. Not needed if the payer calls. */
    payerSignature?: Hex | undefined;
    /** The channel signer's, by `signSignerConsent`. Not needed if the signer is the payer. */
    signerSignature?: Hex | undefined;
  };

/** The transaction's hash. */
export type OpenReturnType = Hash;

/**
 * Opens a channel and earmarks `opening.amount` of the payer's prepaid balance for it. The payer calls, or anyone who
 * brings its signature. Calls `open(opening, payerSignature, signerSignature)`. The channel's id is
 * `channelId(opening.channel)`.
 *
 * Throws {@link InsufficientBalanceError}, {@link InvalidSignatureError}, {@link ChannelExistsError},
 * {@link DeadlinePassedError}, {@link NoticeOutOfRangeError}, {@link AmountTooSmallError}, {@link InvalidAccountError},
 * {@link ValueOutOfRangeError}, {@link AccountRequiredError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: payer, chain, transport: http() }).extend(tallystick({ escrow }))
 * const opening = {
 *   channel: { signer: signer.address, receiver: provider.address, token, salt: 7 },
 *   payer: payer.address,
 *   amount: 2_000_000n,
 *   noticeSeconds: 86_400,
 *   deadline: BigInt(Math.floor(Date.now() / 1000) + 600),
 * }
 * const signerSignature = await client.inference.signSignerConsent({ account: signer, opening })
 * const hash = await client.inference.open({ opening, signerSignature })
 * const { args } = await client.inference.waitForEvent({ hash, eventName: 'ChannelOpened' })
 */
export async function open(client: ActionClient, parameters: OpenParameters): Promise<OpenReturnType> {
  const { opening, payerSignature = '0x', signerSignature = '0x', ...transaction } = parameters;
  requireOpening(opening);
  return write(client, inferenceEscrow, transaction, {
    functionName: 'open',
    args: [opening, payerSignature, signerSignature],
  });
}
