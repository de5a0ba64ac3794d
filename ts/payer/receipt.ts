import { type Hex, keccak256, recoverTypedDataAddress } from 'viem';
import type { SignedReceipt } from '../actions/internal/receipts.ts';
import { type Channel, type EscrowDomain, type Receipt, receiptTypedData } from '../protocol/index.ts';
import { decodeHeader, describeIssue, paymentResponseHeader, paymentResponseSchema } from '../protocol/x402/index.ts';
import { ReceiptInvalidError } from './errors.ts';

/** A provider's proof that it gave this answer to this request for this voucher, as `verifyReceipt` takes it. */
export type PaidReceipt = {
  /** Signed by the channel's receiver. */
  receipt: SignedReceipt;
  /** The bytes that were sent and those that came back. */
  request: Uint8Array;
  response: Uint8Array;
  /** What this answer cost, in the token's smallest unit. */
  amount: bigint;
};

type ReceiptExpectation = {
  domain: EscrowDomain;
  channel: Channel;
  cumulativeAmount: bigint;
  /** What the last receipt counted; undefined if none was seen. */
  lastSequence: bigint | undefined;
  amount: bigint;
  request: Uint8Array;
  response: Uint8Array;
};

function readReceipt(header: string | null) {
  if (header === null) throw new ReceiptInvalidError(`the answer has no ${paymentResponseHeader}`);
  try {
    return paymentResponseSchema.safeParse(decodeHeader(header));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ReceiptInvalidError(`${paymentResponseHeader} is ${reason}`, { cause });
  }
}

async function signerOf(domain: EscrowDomain, receipt: Receipt, signature: Hex) {
  try {
    return await recoverTypedDataAddress({ ...receiptTypedData(domain, receipt), signature });
  } catch (cause) {
    throw new ReceiptInvalidError("the receipt's signature is nobody's", { cause });
  }
}

/**
 * Checks the receipt in `header` against what was sent, what came back and what was owed.
 *
 * @throws {ReceiptInvalidError}
 */
export async function checkReceipt(header: string | null, expected: ReceiptExpectation): Promise<PaidReceipt> {
  const parsed = readReceipt(header);
  if (!parsed.success) throw new ReceiptInvalidError(`${paymentResponseHeader}: ${describeIssue(parsed.error)}`);
  const { sequence, requestHash, responseHash, cumulativeAmount, signature } = parsed.data.extra.receipt;
  const { domain, channel, request, response, amount, lastSequence } = expected;
  const values = {
    requestHash: [requestHash, keccak256(request)],
    responseHash: [responseHash, keccak256(response)],
    cumulativeAmount: [cumulativeAmount, expected.cumulativeAmount],
  };
  for (const [field, [actual, required]] of Object.entries(values)) {
    if (actual !== required)
      throw new ReceiptInvalidError(`the receipt's ${field} is ${actual}; it must be ${required}`);
  }
  if (lastSequence !== undefined && sequence !== lastSequence + 1n) {
    throw new ReceiptInvalidError(`the receipt's sequence is ${sequence}; it must be ${lastSequence + 1n}`);
  }
  const receipt: Receipt = { channel, sequence, requestHash, responseHash, cumulativeAmount };
  const signer = await signerOf(domain, receipt, signature);
  if (signer.toLowerCase() !== channel.receiver.toLowerCase()) {
    throw new ReceiptInvalidError(`the receipt is signed by ${signer}; it must be by ${channel.receiver}`);
  }
  return { receipt: { ...receipt, signature }, request, response, amount };
}
