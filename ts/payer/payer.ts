import { type Client, isAddressEqual, type LocalAccount, recoverAddress, type Transport } from 'viem';
import { getBlock } from 'viem/actions';
import { getChannel } from '../actions/inference/getChannel.ts';
import { type Channel, channelId, type EscrowDomain, hashVoucher, voucherTypedData } from '../protocol/index.ts';
import {
  encodeHeader,
  paymentResponseHeader,
  paymentSignatureHeader,
  type VoucherRequirements,
} from '../protocol/x402/index.ts';
import { type ReceivedConsent, requestConsent } from './closing.ts';
import {
  ChannelExhaustedError,
  ConnectionError,
  PayerError,
  PaymentRefusedError,
  PriceTooHighError,
} from './errors.ts';
import { checkReceipt, type PaidReceipt } from './receipt.ts';
import { type FixedRequest, fixRequest, send } from './request.ts';
import { VoucherState } from './state.ts';
import { type Demand, readDemand } from './terms.ts';

/** How long a consent to close is asked for. */
const closeSeconds = 3_600n;
const defaultRetryMilliseconds = [100, 400, 1_600];
/** Answers that may be followed by a good one to the same voucher. */
const passingStatuses: readonly number[] = [429, 503, 504];
/** Vouchers that one request may need: after a changed price, and after a lost state. */
const maxVouchers = 4;

/** What a payer needs. */
export type PayerOptions = {
  /** Reads what the channel holds. */
  client: Client<Transport>;
  /** The channel's signer. */
  account: LocalAccount;
  channel: Channel;
  domain: EscrowDomain;
  /** In the token's smallest unit. More is refused before anything is signed. */
  maxPricePerRequest: bigint;
  /** Owed in total by the last voucher that was answered, if it is known; else the gateway tells, and is checked. */
  cumulativeAmount?: bigint;
  /**
   * Called with every receipt once it was checked, and awaited before `fetch` resolves. Kept with its request and response, it shows
   * others who answered: `verifyReceipt` takes it as it is.
   */
  onReceipt?: (receipt: PaidReceipt) => unknown;
  /** Pauses before the same voucher is sent again after a failure of the network, in milliseconds. */
  retryMilliseconds?: readonly number[];
  /** By default the global `fetch`. */
  fetch?: typeof fetch;
};

/** A `fetch` that pays with vouchers of one channel. */
export type Payer = {
  /**
   * As the global `fetch`, one request after the other. A request that failed may be sent again: with the same bytes it
   * costs nothing twice.
   *
   * @throws {PayerError} one of its subclasses.
   */
  fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** Owed in total by the last voucher that was answered. */
  cumulativeAmount: () => bigint;
  /**
   * Asks the gateway to end the channel with what this payer owes. With the consent, the channel's payer can close at
   * once; the gateway serves nothing more on it.
   *
   * @param url The gateway's, `https://host`.
   * @throws {CloseRefusedError}
   */
  requestClose: (url: string | URL) => Promise<ReceivedConsent>;
};

/**
 * A payer for one channel. Vouchers are signed one after the other, each for the last one's total plus the price, and
 * never for more than the channel holds. What can be lost to a gateway that takes a voucher and does not answer is the
 * price of one request; it shows as an error.
 *
 * @example
 * const payer = createPayer({ client, account: signer, channel, domain, maxPricePerRequest: 100n })
 * const response = await payer.fetch(`${gateway}/v1/classifications`, {
 *   method: 'POST',
 *   headers: { 'content-type': 'application/json' },
 *   body: JSON.stringify({ input: 'Guten Morgen, wie geht es Ihnen?' }),
 * })
 */
export function createPayer(options: PayerOptions): Payer {
  const {
    client,
    account,
    channel,
    domain,
    maxPricePerRequest,
    retryMilliseconds = defaultRetryMilliseconds,
  } = options;
  if (!isAddressEqual(account.address, channel.signer)) {
    throw new PayerError(`the account is ${account.address}; the channel's signer is ${channel.signer}`);
  }
  const fetchFunction = options.fetch ?? fetch;
  const known = new Map<string, VoucherRequirements>();
  const state = new VoucherState(options.cumulativeAmount);
  let funded: bigint | undefined;

  const readChannel = () => getChannel(client, { escrow: domain.escrow, channel });

  const requireAffordable = async (price: bigint, cumulativeAmount: bigint) => {
    if (price > maxPricePerRequest) throw new PriceTooHighError(price, maxPricePerRequest);
    if (funded !== undefined && cumulativeAmount <= funded) return;
    funded = (await readChannel()).funded;
    if (cumulativeAmount > funded) throw new ChannelExhaustedError(cumulativeAmount, funded);
  };

  const signPayment = async (accepted: VoucherRequirements, cumulativeAmount: bigint): Promise<string> => {
    const signature = await account.signTypedData(voucherTypedData(domain, { channel, cumulativeAmount }));
    const { channel: _state, ...extra } = accepted.extra;
    state.signed(cumulativeAmount);
    const { signer, salt } = channel;
    const payload = { signer, salt, cumulativeAmount, signature };
    return encodeHeader({ x402Version: 2, accepted: { ...accepted, extra }, payload });
  };

  /** Sends the same voucher with the same request until the network carries both ways, or the pauses are used up. */
  const sendPaid = async (request: FixedRequest, payment: string, cumulativeAmount: bigint) => {
    for (let attempt = 0; ; attempt += 1) {
      const pause = retryMilliseconds[attempt];
      try {
        const response = await send(fetchFunction, request, { [paymentSignatureHeader]: payment });
        const body = new Uint8Array(await response.arrayBuffer());
        if (pause === undefined || !passingStatuses.includes(response.status)) return { response, body };
      } catch (cause) {
        state.lost(cumulativeAmount);
        if (request.signal.aborted) throw cause;
        if (pause === undefined) throw new ConnectionError(channelId(channel), cumulativeAmount, { cause });
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  };

  /** Whether the gateway's claim of what is owed is our own signature, or the chain's word. */
  const isProven = async ({ cumulativeAmount, signature }: NonNullable<VoucherRequirements['extra']['channel']>) => {
    if (signature === undefined) return (await readChannel()).claimed === cumulativeAmount;
    const hash = hashVoucher(domain, { channel, cumulativeAmount });
    return isAddressEqual(await recoverAddress({ hash, signature }), channel.signer);
  };

  /**
   * Takes over from a refusal what was not known: the price, or how far the gateway has come.
   *
   * @throws {PaymentRefusedError} if it says nothing new, or what it says is not true.
   */
  const learn = async (price: bigint, status: number, { error, requirements }: Demand) => {
    const theirs = requirements.extra.channel;
    if (!theirs || theirs.cumulativeAmount === state.honoured) {
      if (requirements.amount === price) throw new PaymentRefusedError(status, error);
      return;
    }
    const { cumulativeAmount, signature } = theirs;
    if (!state.mayBeHonoured({ cumulativeAmount, explained: status === 409 || signature === undefined })) {
      const counts = `it counts ${cumulativeAmount}, this payer ${state.honoured}`;
      throw new PaymentRefusedError(status, `${error} (${counts})`);
    }
    if (!(await isProven(theirs))) {
      throw new PaymentRefusedError(status, `${error} (it counts ${cumulativeAmount} and cannot prove it)`);
    }
    state.adopt(cumulativeAmount);
  };

  const accept = async (
    { response, body }: { response: Response; body: Uint8Array },
    request: FixedRequest,
    cumulativeAmount: bigint,
    amount: bigint,
  ): Promise<Response> => {
    const lastSequence = state.sequence;
    state.answered(cumulativeAmount, undefined);
    const expected = { domain, channel, cumulativeAmount, lastSequence, amount, request: request.body, response: body };
    const paid = await checkReceipt(response.headers.get(paymentResponseHeader), expected);
    state.answered(cumulativeAmount, paid.receipt.sequence);
    await options.onReceipt?.(paid);
    return rebuilt(response, body);
  };

  const pay = async (request: FixedRequest, service: string, first: VoucherRequirements): Promise<Response> => {
    let accepted = first;
    for (let vouchers = 0; vouchers < maxVouchers; vouchers += 1) {
      known.set(service, accepted);
      const price = accepted.amount;
      const cumulativeAmount = state.honoured + price;
      await requireAffordable(price, cumulativeAmount);
      const payment = await signPayment(accepted, cumulativeAmount);
      const answer = await sendPaid(request, payment, cumulativeAmount);
      const { response } = answer;
      if (response.ok) return accept(answer, request, cumulativeAmount, price);
      if (response.status !== 402 && response.status !== 409) {
        state.lost(cumulativeAmount);
        return rebuilt(response, answer.body);
      }
      const demand = readDemand(response, channel, domain);
      await learn(price, response.status, demand);
      accepted = demand.requirements;
    }
    throw new PaymentRefusedError(402, `${maxVouchers} vouchers were refused, each for another reason`);
  };

  const fetchPaid = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = await fixRequest(input, init);
    const { origin, pathname } = new URL(request.url);
    const service = `${request.method} ${origin}${pathname}`;
    const requirements = known.get(service);
    if (requirements) return pay(request, service, requirements);

    const response = await send(fetchFunction, request, {});
    if (response.status !== 402) return response;
    await response.arrayBuffer();
    return pay(request, service, readDemand(response, channel, domain).requirements);
  };

  const requestClose = async (url: string | URL): Promise<ReceivedConsent> => {
    const { timestamp } = await getBlock(client, { blockTag: 'latest' });
    const machine = BigInt(Math.floor(Date.now() / 1_000));
    const deadline = (timestamp > machine ? timestamp : machine) + closeSeconds;
    const closing = { channel, finalAmount: state.honoured, deadline };
    return requestConsent({ fetch: fetchFunction, url, account, domain, closing });
  };

  let last: Promise<unknown> = Promise.resolve();
  /** One at a time: each voucher builds on the one before. */
  const inTurn = <Result>(task: () => Promise<Result>): Promise<Result> => {
    const mine = last.then(task, task);
    last = mine;
    return mine;
  };
  return {
    cumulativeAmount: () => state.honoured,
    fetch: (input, init) => inTurn(() => fetchPaid(input, init)),
    requestClose: (url) => inTurn(() => requestClose(url)),
  };
}

/** A response whose body was read already. */
function rebuilt(response: Response, body: Uint8Array): Response {
  const headers = new Headers(response.headers);
  // The bytes are here as they are: decoded and complete.
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) headers.delete(name);
  return new Response(new Uint8Array(body), { status: response.status, statusText: response.statusText, headers });
}
