import { type Address, type Hex, type LocalAccount, recoverTypedDataAddress } from 'viem';
import { type CloseConsent, channelId, closeConsentTypedData } from '../../protocol/index.ts';
import { type CloseRequest, closeRequestTypedData } from '../../protocol/x402/index.ts';
import type { ChannelBook } from '../channels/book.ts';
import { owedInTotal } from '../channels/policy.ts';
import { GatewayError } from '../errors.ts';
import type { RequestQueue } from '../queue.ts';
import type { Store } from '../store/types.ts';
import type { PaymentTerms } from './payment.ts';

const maxConsentSeconds = 86_400;

/** The provider's consent, for `closeWithConsent`. */
type SignedCloseConsent = CloseConsent & { signature: Hex };

/**
 * Ends a channel at the wish of its signer: from then on nothing more is served on it, and the payer may close at once.
 *
 * @throws {GatewayError} if the signer did not ask for it, or counts otherwise.
 */
export type ConsentToClose = (request: CloseRequest) => Promise<SignedCloseConsent>;

type ClosingOptions = {
  terms: PaymentTerms;
  account: LocalAccount;
  store: Store;
  book: ChannelBook;
  queue: RequestQueue;
};

/** Consents in the name of `account`, with what each channel's highest voucher owes. */
export function createClosing({ terms, account, store, book, queue }: ClosingOptions): ConsentToClose {
  const requireSigned = async (closing: CloseConsent, signature: Hex) => {
    let actual: Address | undefined;
    try {
      actual = await recoverTypedDataAddress({ ...closeRequestTypedData(terms.domain, closing), signature });
    } catch (cause) {
      throw new GatewayError(403, 'signature_invalid', "the signature is nobody's", { cause });
    }
    const { signer } = closing.channel;
    if (actual !== signer)
      throw new GatewayError(403, 'signature_invalid', `the signature is not ${signer}'s for this request`);
  };

  const consent = async (closing: CloseConsent): Promise<SignedCloseConsent> => {
    const record = await book.find(closing.channel);
    if (record.status === 'closed') throw new GatewayError(409, 'channel_closed', `channel ${record.id} is closed`);
    const owed = owedInTotal(record);
    if (closing.finalAmount !== owed) {
      throw new GatewayError(409, 'amount_wrong', `finalAmount is ${closing.finalAmount}; the channel owes ${owed}`);
    }
    if (record.finalAmount === undefined) await store.saveFinalAmount(record, owed);
    return { ...closing, signature: await account.signTypedData(closeConsentTypedData(terms.domain, closing)) };
  };

  return async ({ signer, salt, finalAmount, deadline, signature }) => {
    const left = Number(deadline) - book.now();
    if (left <= 0 || left > maxConsentSeconds) {
      const message = `deadline is ${left} seconds from now; it must be 1 to ${maxConsentSeconds}`;
      throw new GatewayError(400, 'deadline_out_of_range', message);
    }
    const channel = { signer, receiver: terms.receiver, token: terms.token, salt };
    const closing: CloseConsent = { channel, finalAmount, deadline };
    await requireSigned(closing, signature);
    return queue.run(channelId(channel), () => consent(closing));
  };
}
