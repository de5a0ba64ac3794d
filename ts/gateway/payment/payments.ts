import { keccak256, type LocalAccount } from 'viem';
import { receiptTypedData } from '../../protocol/index.ts';
import { type ChannelState, networkOf, type PaymentResponse } from '../../protocol/x402/index.ts';
import type { ChannelBook } from '../channels/book.ts';
import { owedInTotal, type Refusal, refusalOf, type ServicePolicy } from '../channels/policy.ts';
import { GatewayError, PaymentRefusedError } from '../errors.ts';
import { type Model, ModelInputError } from '../model/model.ts';
import type { RequestQueue } from '../queue.ts';
import type { ChannelRecord, Store, StoredAnswer } from '../store/types.ts';
import { decodePayment } from './decode.ts';
import type { PaymentTerms, VerifiedVoucher } from './payment.ts';
import { verifyPayment } from './verify.ts';

/** A request as it arrived. */
type PaidRequest = {
  /** Method and path. */
  route: string;
  body: Uint8Array;
  /** The value of `PAYMENT-SIGNATURE`. */
  payment: string;
};

/** An answer and the receipt for it. */
export type PaidAnswer = { body: Uint8Array; contentType: string; payment: PaymentResponse };

/** Sells answers for vouchers. */
export type Payments = {
  terms: PaymentTerms;
  /**
   * Answers a paid request, or gives the stored answer if voucher and request are those of an earlier one.
   *
   * @throws {GatewayError} if it is refused; nothing was consumed then.
   */
  answer: (request: PaidRequest) => Promise<PaidAnswer>;
};

type PaymentsOptions = {
  terms: PaymentTerms;
  policy: ServicePolicy;
  account: LocalAccount;
  store: Store;
  book: ChannelBook;
  model: Model;
  queue: RequestQueue;
};

/** What a channel's signer is told about it. */
function channelStateOf(record: ChannelRecord, price: bigint): ChannelState {
  const cumulativeAmount = owedInTotal(record);
  const known = record.highestSignature !== undefined && record.highest === cumulativeAmount;
  return {
    id: record.id,
    status: record.status,
    cumulativeAmount,
    ...(known && { signature: record.highestSignature }),
    nextAmount: cumulativeAmount + price,
    funded: record.funded,
  };
}

async function runModel(model: Model, request: Uint8Array): Promise<Uint8Array> {
  try {
    return await model.run(request);
  } catch (cause) {
    if (cause instanceof ModelInputError) throw new GatewayError(400, 'invalid_request', cause.message, { cause });
    throw new GatewayError(502, 'model_failed', `${model.name} failed; nothing was charged`, { cause });
  }
}

/** Payments for `model` over the channels of `book`, recorded in `store`. */
export function createPayments(options: PaymentsOptions): Payments {
  const { terms, policy, account, store, book, model, queue } = options;

  const refuse = (record: ChannelRecord, type: string, message: string, status: 402 | 409 = 402) =>
    new PaymentRefusedError(type, message, { status, channel: channelStateOf(record, terms.price) });

  const given = ({ channel, channelId }: VerifiedVoucher, answer: StoredAnswer): PaidAnswer => ({
    body: answer.response,
    contentType: answer.contentType,
    payment: {
      success: true,
      transaction: '',
      network: networkOf(terms.domain),
      payer: channel.signer,
      amount: answer.price,
      extra: {
        channelId,
        receipt: {
          sequence: answer.sequence,
          requestHash: answer.requestHash,
          responseHash: answer.responseHash,
          cumulativeAmount: answer.cumulativeAmount,
          signature: answer.receiptSignature,
        },
      },
    },
  });

  const refusal = (record: ChannelRecord, cumulativeAmount: bigint): Refusal | undefined =>
    refusalOf(record, cumulativeAmount, policy);

  const requirePrice = (accepted: bigint) => {
    if (accepted === terms.price) return;
    throw new PaymentRefusedError(
      'terms_mismatch',
      `accepted.amount is ${accepted}; this gateway takes ${terms.price}`,
    );
  };

  /** The channel, in a state in which `voucher` is the next and can be settled. */
  const serveable = async (voucher: VerifiedVoucher): Promise<ChannelRecord> => {
    book.requireFresh();
    let record = await book.find(voucher.channel);
    if (refusal(record, voucher.cumulativeAmount)?.type === 'channel_exhausted') record = await book.refresh(record);

    const expected = owedInTotal(record) + terms.price;
    if (voucher.cumulativeAmount !== expected) {
      throw refuse(
        record,
        'amount_wrong',
        `the voucher owes ${voucher.cumulativeAmount}; the next one must owe ${expected}`,
      );
    }
    const refused = refusal(record, voucher.cumulativeAmount);
    if (refused) throw refuse(record, refused.type, refused.message);
    return record;
  };

  const replay = async (
    voucher: VerifiedVoucher,
    route: string,
    requestHash: string,
  ): Promise<PaidAnswer | undefined> => {
    const stored = await store.answer(voucher.channelId, voucher.cumulativeAmount);
    if (!stored) return undefined;
    if (stored.route === route && stored.requestHash === requestHash) return given(voucher, stored);
    const record = await book.find(voucher.channel);
    throw refuse(record, 'voucher_used', `the voucher of ${voucher.cumulativeAmount} paid for another request`, 409);
  };

  const serve = async (
    voucher: VerifiedVoucher,
    accepted: bigint,
    { route, body }: PaidRequest,
  ): Promise<PaidAnswer> => {
    const requestHash = keccak256(body);
    const repeated = await replay(voucher, route, requestHash);
    if (repeated) return repeated;

    requirePrice(accepted);
    const record = await serveable(voucher);
    const response = await runModel(model, body);
    const receipt = {
      channel: voucher.channel,
      sequence: record.sequence + 1n,
      requestHash,
      responseHash: keccak256(response),
      cumulativeAmount: voucher.cumulativeAmount,
    };
    const receiptSignature = await account.signTypedData(receiptTypedData(terms.domain, receipt));
    const { channel: _channel, ...signed } = receipt;
    const answer: StoredAnswer = {
      ...signed,
      route,
      price: terms.price,
      contentType: model.contentType,
      response,
      voucherSignature: voucher.signature,
      receiptSignature,
    };
    await store.saveAnswer(record, answer);
    return given(voucher, answer);
  };

  return {
    terms,
    answer: async (request) => {
      const payment = decodePayment(request.payment);
      const voucher = await verifyPayment(payment, terms);
      return queue.run(voucher.channelId, () => serve(voucher, payment.accepted.amount, request));
    },
  };
}
