import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPayer, type Payer, type PayerOptions } from '../../payer/index.ts';
import type { Channel, EscrowDomain } from '../../protocol/index.ts';
import {
  type ChannelState,
  decodeHeader,
  encodeHeader,
  type PaymentResponse,
  paymentRequiredHeader,
  paymentResponseHeader,
  paymentResponseSchema,
  paymentSignatureHeader,
  type VoucherRequirements,
  voucherRequirementsSchema,
} from '../../protocol/x402/index.ts';
import type { TestContext } from '../../testing/context.ts';
import { type Gateway, type GatewayEvent, type GatewayOptions, languageClassifier, startGateway } from '../index.ts';

/** What every test's gateway charges. */
export const price = 100n;

/** A gateway of a test, with what it told so far. */
export type TestGateway = Gateway & { directory: string; events: GatewayEvent[]; options: GatewayOptions };

/** A new folder under the system's temporary one. */
export function temporaryDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'tallystick-'));
}

export function removeDirectory(directory: string): Promise<void> {
  return rm(directory, { recursive: true, force: true });
}

export function domainOf({ chain, escrow }: TestContext): EscrowDomain {
  return { chainId: chain.id, escrow };
}

/** Starts a gateway of the context's provider that settles only when a test says so. */
export async function startTestGateway(
  context: TestContext,
  overrides: Partial<GatewayOptions> = {},
): Promise<TestGateway> {
  const events: GatewayEvent[] = [];
  const directory = overrides.directory ?? (await temporaryDirectory());
  const options: GatewayOptions = {
    ...domainOf(context),
    token: context.token,
    price,
    finality: 1,
    pollSeconds: 0.05,
    settleAmount: 10n ** 18n,
    settleAgeSeconds: 2_592_000,
    minimumNoticeSeconds: 86_400,
    settleBeforeCloseSeconds: 43_200,
    client: context.provider,
    account: context.provider.account,
    model: languageClassifier(),
    onEvent: (event) => events.push(event),
    ...overrides,
    directory,
  };
  return { ...(await startGateway(options)), directory, events, options };
}

/** A payer of the context's signer. */
export function payerOf(context: TestContext, channel: Channel, overrides: Partial<PayerOptions> = {}): Payer {
  return createPayer({
    client: context.payer,
    account: context.signer.account,
    channel,
    domain: domainOf(context),
    maxPricePerRequest: price,
    ...overrides,
  });
}

export function classificationOf(input: string): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ input }) };
}

export function classify(payer: Payer, gateway: { url: string }, input: string): Promise<Response> {
  return payer.fetch(`${gateway.url}/v1/classifications`, classificationOf(input));
}

/** A request with a header of one's own making. */
export function post(gateway: { url: string }, input: string, payment?: string): Promise<Response> {
  const init = classificationOf(input);
  const header = payment === undefined ? {} : { [paymentSignatureHeader]: payment };
  return fetch(`${gateway.url}/v1/classifications`, { ...init, headers: { ...init.headers, ...header } });
}

/** Parts of a payment to replace, for tests of what is refused. */
type PaymentParts = { accepted?: Record<string, unknown>; payload?: Record<string, unknown> };

/** A `PAYMENT-SIGNATURE` with a voucher by the context's signer. */
export async function paymentOf(
  context: TestContext,
  channel: Channel,
  cumulativeAmount: bigint,
  { accepted, payload }: PaymentParts = {},
): Promise<string> {
  const signature = await context.signer.inference.signVoucher({ channel, cumulativeAmount });
  return encodeHeader({
    x402Version: 2,
    accepted: {
      scheme: 'tallystick',
      network: `eip155:${context.chain.id}`,
      amount: price,
      asset: channel.token,
      payTo: channel.receiver,
      maxTimeoutSeconds: 15,
      extra: { escrow: context.escrow },
      ...accepted,
    },
    payload: { signer: channel.signer, salt: channel.salt, cumulativeAmount, signature, ...payload },
  });
}

export function responsePayment(response: Response): PaymentResponse {
  return paymentResponseSchema.parse(decodeHeader(response.headers.get(paymentResponseHeader) ?? ''));
}

/** What a 402 or 409 demands. */
export function demandOf(response: Response): { error: string; requirements: VoucherRequirements } {
  const { error, accepts } = decodeHeader(response.headers.get(paymentRequiredHeader) ?? '') as {
    error: string;
    accepts: unknown[];
  };
  return { error, requirements: voucherRequirementsSchema.parse(accepts[0]) };
}

/** What a 402 or 409 tells of the channel. */
export function channelStateOf(response: Response): ChannelState {
  const { channel } = demandOf(response).requirements.extra;
  if (!channel) throw new Error(`a ${response.status} without the channel's state`);
  return channel;
}

/** What waits for `opened` goes on once `open` was called. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let resolveOpened: (() => void) | undefined;
  const opened = new Promise<void>((resolve) => {
    resolveOpened = resolve;
  });
  return { opened, open: () => resolveOpened?.() };
}

/** Waits until `check` holds; the test's own time limit ends it. */
export async function until(check: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 20));
}
