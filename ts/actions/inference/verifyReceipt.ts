import { type Address, type Hex, hashTypedData } from 'viem';
import { channelId } from '../../protocol/channel.ts';
import { receiptTypedData } from '../../protocol/typedData.ts';
import { ReceiptSignatureError, RequestMismatchError, ResponseMismatchError } from '../errors/index.ts';
import { requireChannelAmount, requireSalt, requireUint } from '../internal/checks.ts';
import { type ActionClient, resolveDomain } from '../internal/client.ts';
import { type EscrowParameter, inferenceEscrow } from '../internal/contracts/inferenceEscrow.ts';
import { type Content, hashContent, type SignedReceipt } from '../internal/receipts.ts';
import { isSignatureOf } from '../internal/signatures.ts';

export type VerifyReceiptParameters = EscrowParameter & {
  receipt: SignedReceipt;
  /** What was asked: bytes, or text that stands for its UTF-8 bytes. */
  request: Content;
  /** What was answered: bytes, or text that stands for its UTF-8 bytes. */
  response: Content;
};

export type VerifyReceiptReturnType = {
  /** Who produced the response: the account that the channel pays. */
  provider: Address;
  channelId: Hex;
  /** Which answer of the channel it was, from 1. */
  sequence: bigint;
  /** What the provider counted as owed in total, in the token's smallest unit. */
  cumulativeAmount: bigint;
};

/**
 * Shows who answered `request` with `response`. Needs nothing but the receipt, the two texts and a node: so a third party
 * can. The provider's signature may be a key's or a contract account's (ERC-1271). That the channel exists is not looked
 * up; `getChannel` tells.
 *
 * Throws {@link RequestMismatchError}, {@link ResponseMismatchError}, {@link ReceiptSignatureError},
 * {@link ValueOutOfRangeError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ escrow }))
 * const request = '{"input":"Guten Morgen, wie geht es Ihnen?"}'
 * const response = '{"language":"deu"}'
 * const answer = { channel, sequence: 1n, request, response, cumulativeAmount: 100_000n }
 * const receipt = await client.inference.signReceipt({ account: provider, ...answer })
 * const verified = await client.inference.verifyReceipt({ receipt, request, response })
 * console.log(verified.provider)
 */
export async function verifyReceipt(
  client: ActionClient,
  parameters: VerifyReceiptParameters,
): Promise<VerifyReceiptReturnType> {
  const { receipt, request, response } = parameters;
  const { signature, ...signed } = receipt;
  const { channel, sequence, cumulativeAmount, requestHash, responseHash } = signed;
  requireSalt(channel.salt);
  requireUint('sequence', sequence, 64);
  requireChannelAmount('cumulativeAmount', cumulativeAmount);
  requireSameHash(requestHash, hashContent(request), RequestMismatchError);
  requireSameHash(responseHash, hashContent(response), ResponseMismatchError);

  const domain = await resolveDomain(client, inferenceEscrow, parameters);
  const provider = channel.receiver;
  const hash = hashTypedData(receiptTypedData(domain, signed));
  if (!(await isSignatureOf(client, provider, hash, signature)))
    throw new ReceiptSignatureError({ provider, ...domain });
  return { provider, channelId: channelId(channel), sequence, cumulativeAmount };
}

function requireSameHash(
  expected: Hex,
  actual: Hex,
  Mismatch: typeof RequestMismatchError | typeof ResponseMismatchError,
): void {
  if (expected.toLowerCase() !== actual) throw new Mismatch({ expected, actual });
}
