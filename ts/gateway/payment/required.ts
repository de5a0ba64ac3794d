import { type ChannelState, networkOf, type PaymentRequired, voucherScheme } from '../../protocol/x402/index.ts';
import type { PaymentTerms } from './payment.ts';

/** What is for sale, for people. */
export type Resource = { url: string; description: string; mimeType: string };

/** The answer to a request that is not paid, or not as it should be. */
export function paymentRequired(
  terms: PaymentTerms,
  resource: Resource,
  error: string,
  channel: ChannelState | undefined,
): PaymentRequired {
  return {
    x402Version: 2,
    error,
    resource,
    accepts: [
      {
        scheme: voucherScheme,
        network: networkOf(terms.domain),
        amount: terms.price,
        asset: terms.token,
        payTo: terms.receiver,
        maxTimeoutSeconds: terms.maxTimeoutSeconds,
        extra: {
          escrow: terms.domain.escrow,
          minimumNoticeSeconds: terms.minimumNoticeSeconds,
          finality: terms.finality,
          ...(channel && { channel }),
        },
      },
    ],
  };
}
