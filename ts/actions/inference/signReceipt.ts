import { signTypedData } from 'viem/actions';
import type { Channel } from '../../protocol/channel.ts';
import { receiptTypedData } from '../../protocol/typedData.ts';
import { requireChannelAmount, requireSalt, requireUint } from '../internal/checks.ts';
import { type AccountParameter, type ActionClient, resolveAccount, resolveDomain } from '../internal/client.ts';
import { type EscrowParameter, inferenceEscrow } from '../internal/contracts/inferenceEscrow.ts';
import { type Content, hashContent, type SignedReceipt } from '../internal/receipts.ts';

export type SignReceiptParameters = AccountParameter &
  EscrowParameter & {
    channel: Channel;
    /** Counts the answers of the channel from 1; 64 bits. */
    sequence: bigint;
    /** What was asked: bytes, or text that stands for its UTF-8 bytes. */
    request: Content;
    /** What was answered: bytes, or text that stands for its UTF-8 bytes. */
    response: Content;
    /** Owed in total once this answer was given, in the token's smallest unit. */
    cumulativeAmount: bigint;
  };

/** The receipt, complete for {@link verifyReceipt}. */
export type SignReceiptReturnType = SignedReceipt;

/**
 * Signs a receipt for an answer, with which the client can show to anyone who gave it. The account is the channel's
 * receiver, or a key that a contract account accepts as its own. Sends nothing.
 *
 * Throws {@link ValueOutOfRangeError}, {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: provider, chain, transport: http() }).extend(tallystick({ escrow }))
 * const receipt = await client.inference.signReceipt({
 *   channel,
 *   sequence: 1n,
 *   request: '{"input":"Guten Morgen, wie geht es Ihnen?"}',
 *   response: '{"language":"deu"}',
 *   cumulativeAmount: 100_000n,
 * })
 */
export async function signReceipt(
  client: ActionClient,
  parameters: SignReceiptParameters,
): Promise<SignReceiptReturnType> {
  const { channel, sequence, request, response, cumulativeAmount } = parameters;
  requireSalt(channel.salt);
  requireUint('sequence', sequence, 64);
  requireChannelAmount('cumulativeAmount', cumulativeAmount);
  const account = resolveAccount(client, parameters);
  const domain = await resolveDomain(client, inferenceEscrow, parameters);
  const requestHash = hashContent(request);
  const responseHash = hashContent(response);
  const receipt = { channel, sequence, requestHash, responseHash, cumulativeAmount };
  return { ...receipt, signature: await signTypedData(client, { account, ...receiptTypedData(domain, receipt) }) };
}
