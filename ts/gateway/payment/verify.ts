import { type Hex, recoverAddress } from 'viem';
import { type Channel, channelId, hashVoucher, maxSignatureS } from '../../protocol/index.ts';
import { networkOf, type PaymentPayload, voucherScheme } from '../../protocol/x402/index.ts';
import { PaymentRefusedError } from '../errors.ts';
import type { PaymentTerms, Recover, VerifiedVoucher } from './payment.ts';

const recoverWithViem: Recover = (hash, signature) => recoverAddress({ hash, signature });

function requireAccepted({ accepted }: PaymentPayload, terms: PaymentTerms): void {
  const wanted = {
    scheme: [accepted.scheme, voucherScheme],
    network: [accepted.network, networkOf(terms.domain)],
    'extra.escrow': [accepted.extra.escrow, terms.domain.escrow],
    payTo: [accepted.payTo, terms.receiver],
    asset: [accepted.asset, terms.token],
  };
  for (const [field, [actual, required]] of Object.entries(wanted)) {
    if (actual === required) continue;
    throw new PaymentRefusedError('terms_mismatch', `accepted.${field} is ${actual}; this gateway takes ${required}`);
  }
}

/** The escrow refuses these; a voucher that cannot be settled is worth nothing. */
function requireCanonical(signature: Hex): void {
  const v = Number.parseInt(signature.slice(-2), 16);
  if (v !== 27 && v !== 28) {
    throw new PaymentRefusedError('signature_invalid', `the signature's v is ${v}; it must be 27 or 28`);
  }
  if (BigInt(`0x${signature.slice(66, 130)}`) > maxSignatureS) {
    throw new PaymentRefusedError('signature_invalid', "the signature's s is in the upper half of the curve's order");
  }
}

/**
 * Checks everything about a payment that needs neither database nor chain: the terms, then the signature.
 *
 * @param recover Who signed a digest; by default in JavaScript.
 * @throws {PaymentRefusedError} 402.
 */
export async function verifyPayment(
  payment: PaymentPayload,
  terms: PaymentTerms,
  recover: Recover = recoverWithViem,
): Promise<VerifiedVoucher> {
  requireAccepted(payment, terms);
  const { signer, salt, cumulativeAmount, signature } = payment.payload;
  if (cumulativeAmount === 0n)
    throw new PaymentRefusedError('amount_wrong', 'cumulativeAmount is 0; a voucher owes at least 1');
  requireCanonical(signature);

  const channel: Channel = { signer, receiver: terms.receiver, token: terms.token, salt };
  let actual: string;
  try {
    actual = await recover(hashVoucher(terms.domain, { channel, cumulativeAmount }), signature);
  } catch (cause) {
    throw new PaymentRefusedError('signature_invalid', "the signature is nobody's", { cause });
  }
  if (actual !== signer) {
    const { chainId, escrow } = terms.domain;
    throw new PaymentRefusedError(
      'signature_invalid',
      `the signature is not ${signer}'s for a voucher of ${cumulativeAmount} to ${terms.receiver} in escrow ${escrow} on chain ${chainId}`,
    );
  }
  return { channel, channelId: channelId(channel), cumulativeAmount, signature };
}
