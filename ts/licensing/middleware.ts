import type { Context, Handler, MiddlewareHandler } from 'hono';
import { GatewayError } from '../gateway/errors.ts';
import { errorBody, readBody, readJson } from '../gateway/http.ts';
import type { LicenseReceipt } from '../protocol/license/receipts.ts';
import {
  type LicenseRequired,
  licenseReceiptsPath,
  licenseRequiredHeader,
  licenseUsageHeader,
  receiptRequestSchema,
} from '../protocol/license/wire.ts';
import { encodeHeader, encodeJson } from '../protocol/x402/index.ts';
import { LicenseRefusedError } from './errors.ts';
import { type Host, hostOf } from './host.ts';
import type { LicenseIssuer, LicenseTerms } from './issuer.ts';
import { createMeter, type UsageStore } from './meter.ts';
import { createRequestVerifier, type ReceiptPolicy } from './verify.ts';

/** Which licensed callers a server serves. */
export type RequireLicenseOptions = ReceiptPolicy & {
  /**
   * What callers call this server, with its port if it is not the scheme's own: `models.example`. Never what a request says:
   * else another server could pass on what was signed for it.
   */
  host: Host;
  /** Where uses are counted. Without it, licences that are sold by use are refused. */
  usage?: UsageStore | undefined;
  /** Requests of one licensee by use that may wait for each other. Default: 64. */
  maxQueuedPerLicensee?: number | undefined;
  /** Where callers get receipts: a URL, or a path of this server. Default: `/v1/license-receipts`. */
  receipts?: string | undefined;
};

/** What handlers behind {@link requireLicense} find in their context. */
export type LicensedEnv = { Variables: { license: LicenseReceipt } };

/** A refusal in the gateway's shape, with what a caller needs to do better. */
function refusal(error: GatewayError, terms: LicenseTerms & { receipts?: string | undefined }): Response {
  const { chainId, license, modelId, clock, receipts = licenseReceiptsPath } = terms;
  const required: LicenseRequired = {
    error: error.message,
    chainId,
    license,
    modelId,
    receipts,
    now: clock.now(),
    ...(error instanceof LicenseRefusedError && { usage: error.usage }),
  };
  const headers = { [licenseRequiredHeader]: encodeHeader(required) };
  return Response.json(errorBody(error.type, error.message), { status: error.status, headers });
}

/**
 * Serves only callers who show a receipt of a licence for the model and sign the request; see `docs/licensing-servers.md`.
 * A refusal is the middleware's answer, as `{"error": {"type", "message"}}`. Limit the body before it.
 *
 * @example
 * const app = new Hono()
 * app.post('/v1/answers', bodyLimit({ maxSize: 65_536 }), requireLicense({
 *   chainId, license, modelId, issuers: [issuer.address], host: 'models.example', clock, replay,
 * }), (context) => context.json({ answer: 42, licensee: context.get('license').licensee }))
 */
export function requireLicense(options: RequireLicenseOptions): MiddlewareHandler<LicensedEnv> {
  const { chainId, license, usage, maxQueuedPerLicensee = 64 } = options;
  const verifier = createRequestVerifier(options);
  const host = hostOf(options.host);
  const meter = usage && createMeter({ domain: { chainId, license }, store: usage, maxQueuedPerLicensee });

  const serve = async (context: Context<LicensedEnv>, next: () => Promise<void>) => {
    const { pathname, search } = new URL(context.req.url);
    const receipt = await verifier.verify({
      method: context.req.method,
      url: `${host()}${pathname}${search}`,
      header: (name) => context.req.header(name),
      readBody: () => readBody(context),
    });
    context.set('license', receipt);
    if (receipt.uses === 0n) return next();
    if (!meter) {
      throw new LicenseRefusedError(403, 'uses_not_counted', 'this server takes no licences that are sold by use');
    }
    await meter.count(receipt, context.req.header(licenseUsageHeader), async () => {
      await next();
      return context.error === undefined && context.res.ok;
    });
  };

  return async (context, next) => {
    try {
      await serve(context, next);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      const response = refusal(error, options);
      if (!context.finalized) return response;
      // There is an answer that could not be counted: it is not given.
      context.res = undefined;
      context.res = response;
    }
  };
}

/**
 * Answers `POST /v1/license-receipts`: gives a receipt to a holder who asks for it. Limit the body before it.
 *
 * @example
 * app.post('/v1/license-receipts', bodyLimit({ maxSize: 4_096 }), issueReceipts(issuer))
 */
export function issueReceipts(issuer: LicenseIssuer): Handler {
  return async (context) => {
    try {
      const receipt = await issuer.issue(await readJson(context, receiptRequestSchema));
      return context.body(encodeJson(receipt), 200, { 'content-type': 'application/json' });
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      return refusal(error, issuer.terms);
    }
  };
}
