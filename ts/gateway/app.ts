import { type Context, type Handler, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Address, Hex } from 'viem';
import type { z } from 'zod';
import { licenseReceiptsPath } from '../protocol/license/wire.ts';
import {
  closeRequestSchema,
  encodeHeader,
  paymentRequiredHeader,
  paymentResponseHeader,
  paymentSignatureHeader,
  type termsSchema,
} from '../protocol/x402/index.ts';
import { GatewayError, PaymentRefusedError } from './errors.ts';
import type { EventListener } from './events.ts';
import { errorResponse, readBody, readJson, requireJson } from './http.ts';
import { type Model, ModelInputError } from './model/model.ts';
import type { ConsentToClose } from './payment/closing.ts';
import type { PaidAnswer, Payments } from './payment/payments.ts';
import { paymentRequired, type Resource } from './payment/required.ts';

/** What an app that serves licensed callers needs. */
export type Licensing = {
  /** Lets only them pass. */
  requireLicense: MiddlewareHandler;
  issueReceipts: Handler;
  /** Told by `GET /v1/terms`. */
  terms: { chainId: number; license: Address; modelId: Hex; receipts: string };
};

/** What an app serves, and for what. */
export type AppOptions = {
  model: Model;
  /** Without it, answers are free, or for licensed callers. */
  payments?: Payments;
  /** In place of payments. */
  licensing?: Licensing;
  /** Ends channels at the wish of their signers. */
  consentToClose?: ConsentToClose;
  maxBodyBytes: number;
  /** Throws if nothing can be served. */
  requireHealthy?: () => void;
  onEvent: EventListener;
};

function bytesResponse(context: Context, body: Uint8Array, contentType: string): Response {
  return context.body(new Uint8Array(body), 200, { 'content-type': contentType });
}

function paidHandler(payments: Payments, resource: (context: Context) => Resource) {
  const demand = (context: Context, error: PaymentRefusedError | undefined) => {
    const message = error?.message ?? `${paymentSignatureHeader} header is required`;
    const required = encodeHeader(paymentRequired(payments.terms, resource(context), message, error?.channel));
    context.header(paymentRequiredHeader, required);
    if (error?.status === 409) return errorResponse(context, 409, error.type, message);
    return context.body(atob(required), 402, { 'content-type': 'application/json' });
  };

  return async (context: Context): Promise<Response> => {
    const payment = context.req.header(paymentSignatureHeader);
    const body = await readBody(context);
    if (payment === undefined) return demand(context, undefined);
    requireJson(context);
    const route = `${context.req.method} ${new URL(context.req.url).pathname}`;
    let answer: PaidAnswer;
    try {
      answer = await payments.answer({ route, body, payment });
    } catch (error) {
      if (error instanceof PaymentRefusedError) return demand(context, error);
      throw error;
    }
    context.header(paymentResponseHeader, encodeHeader(answer.payment));
    return bytesResponse(context, answer.body, answer.contentType);
  };
}

function closeHandler(consentToClose: ConsentToClose) {
  return async (context: Context): Promise<Response> => {
    const request = await readJson(context, closeRequestSchema);
    const { finalAmount, deadline, signature } = await consentToClose(request);
    return context.json({ finalAmount: finalAmount.toString(), deadline: deadline.toString(), signature });
  };
}

function freeHandler(model: Model) {
  return async (context: Context): Promise<Response> => {
    requireJson(context);
    return bytesResponse(context, await model.run(await readBody(context)), model.contentType);
  };
}

function describeFailure(error: Error, model: Model): GatewayError {
  if (error instanceof GatewayError) return error;
  if (error instanceof ModelInputError)
    return new GatewayError(400, 'invalid_request', error.message, { cause: error });
  return new GatewayError(500, 'internal', `${model.name}: the request failed; nothing was charged`, { cause: error });
}

/**
 * The routes of a gateway: `POST /v1/classifications`, `/v1/close-consents` and `/v1/license-receipts`, `GET /v1/terms` and
 * `/healthz`.
 */
export function createApp({
  model,
  payments,
  licensing,
  consentToClose,
  maxBodyBytes,
  requireHealthy,
  onEvent,
}: AppOptions): Hono {
  const app = new Hono();
  const limitBody = bodyLimit({
    maxSize: maxBodyBytes,
    onError: (context) =>
      errorResponse(context, 413, 'body_too_large', `the body is too large; the limit is ${maxBodyBytes} bytes`),
  });
  const resource = (context: Context): Resource => ({
    url: context.req.url,
    description: `One ${model.unit} of ${model.name}`,
    mimeType: model.contentType,
  });

  if (licensing) {
    app.post('/v1/classifications', limitBody, licensing.requireLicense, freeHandler(model));
    app.post(licenseReceiptsPath, limitBody, licensing.issueReceipts);
  } else {
    app.post('/v1/classifications', limitBody, payments ? paidHandler(payments, resource) : freeHandler(model));
  }

  if (consentToClose) app.post('/v1/close-consents', limitBody, closeHandler(consentToClose));

  app.get('/v1/terms', (context) => {
    if (!payments) return context.json({ price: '0', unit: model.unit, model: model.name, ...licensing?.terms });
    const { domain, receiver, token, price, minimumNoticeSeconds, finality } = payments.terms;
    return context.json({
      ...domain,
      receiver,
      token,
      price: price.toString(),
      unit: model.unit,
      model: model.name,
      minimumNoticeSeconds,
      finality,
    } satisfies z.input<typeof termsSchema>);
  });

  app.get('/healthz', (context) => {
    requireHealthy?.();
    return context.json({ status: 'ok' });
  });

  app.notFound((context) =>
    errorResponse(context, 404, 'not_found', `there is no ${context.req.method} ${context.req.path}`),
  );

  app.onError((error, context) => {
    const failure = describeFailure(error, model);
    if (failure.status >= 500) onEvent({ type: 'request_failed', route: context.req.path, error });
    return errorResponse(context, failure.status, failure.type, failure.message);
  });
  return app;
}
