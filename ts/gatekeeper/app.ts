import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Hex } from 'viem';
import { GatewayError } from '../gateway/errors.ts';
import { parseHeader } from '../gateway/header.ts';
import { encodeJson } from '../protocol/x402/index.ts';
import { hashSchema } from '../protocol/x402/schemas.ts';
import type { Access, Admission } from './access.ts';
import { GatekeeperError, type RefusalValues } from './errors.ts';
import type { GatekeeperListener } from './events.ts';
import { type ServedDataset, streamOf } from './files.ts';
import {
  challengePath,
  dataReadHeader,
  dataSessionHeader,
  datasetPath,
  maxDataReadCharacters,
  signedReadSchema,
} from './protocol.ts';
import { parseRange } from './range.ts';
import type { GatekeeperStore } from './store/store.ts';

/** What a gatekeeper's app serves, and to whom. */
export type GatekeeperAppOptions = {
  datasets: ReadonlyMap<Hex, ServedDataset>;
  access: Access;
  store: GatekeeperStore;
  recheckBytes: number;
  maxBodyBytes: number;
  onEvent: GatekeeperListener;
};

function refusal(context: Context, error: GatewayError): Response {
  const { status, type, message } = error;
  const values: RefusalValues = error instanceof GatekeeperError ? error.values : {};
  if (status === 416) context.header('content-range', `bytes */${values['size']}`);
  return context.json({ error: { type, message, values } }, status);
}

/** The routes of a gatekeeper: `GET /v1/challenge`, `GET` and `HEAD /v1/datasets/:id`, and `GET /healthz`. */
export function createGatekeeperApp(options: GatekeeperAppOptions): Hono {
  const { datasets, access, store, recheckBytes, maxBodyBytes, onEvent } = options;
  const app = new Hono();
  const limitBody = bodyLimit({
    maxSize: maxBodyBytes,
    onError: (context) =>
      refusal(
        context,
        new GatekeeperError(413, 'body_too_large', `the body is too large; the limit is ${maxBodyBytes} bytes`, {
          values: { limit: maxBodyBytes },
        }),
      ),
  });

  const datasetOf = (id: string | undefined): ServedDataset => {
    const parsed = hashSchema.safeParse(id);
    const dataset = parsed.success ? datasets.get(parsed.data) : undefined;
    if (dataset) return dataset;
    throw new GatekeeperError(404, 'dataset_unknown', 'no such dataset is served here');
  };

  const admit = async (context: Context, dataset: ServedDataset): Promise<Admission> => {
    const signed = context.req.header(dataReadHeader);
    const token = context.req.header(dataSessionHeader);
    if (signed === undefined && token === undefined) {
      const message = `${dataReadHeader} or ${dataSessionHeader} header is required; see GET ${challengePath}`;
      throw new GatekeeperError(401, 'challenge_required', message);
    }
    if (signed === undefined) return access.resume(dataset, token ?? '');
    const rule = { name: dataReadHeader, maxCharacters: maxDataReadCharacters, subject: 'read' };
    const admission = await access.open(dataset, parseHeader(signed, { ...rule, schema: signedReadSchema }));
    context.header(dataSessionHeader, admission.token);
    return admission;
  };

  app.use(limitBody);

  app.get(challengePath, async (context) => {
    const challenge = await access.challenge(datasetOf(context.req.query('dataset')));
    return context.body(encodeJson(challenge), 200, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
    });
  });

  app.get(datasetPath(':id' as Hex), async (context) => {
    const dataset = datasetOf(context.req.param('id'));
    const { read, block } = await admit(context, dataset);
    const etag = `"${dataset.ciphertextHash}"`;
    context.header('accept-ranges', 'bytes');
    context.header('cache-control', 'private, no-store');
    context.header('etag', etag);
    context.header('content-type', 'application/octet-stream');

    const ifRange = context.req.header('if-range');
    const asked = ifRange === undefined || ifRange === etag ? context.req.header('range') : undefined;
    const part = parseRange(asked, dataset.size);
    const range = part ?? { start: 0, end: dataset.size - 1 };
    context.header('content-length', `${range.end + 1 - range.start}`);
    if (part) context.header('content-range', `bytes ${range.start}-${range.end}/${dataset.size}`);
    context.status(part ? 206 : 200);
    if (context.req.method === 'HEAD') return context.body(null);

    const receipt = await store.saveReceipt({ ...read, range, block });
    return context.body(
      streamOf(dataset, range, {
        recheckBytes,
        recheck: () => access.requireLive(read),
        ended: async (sentBytes, error) => {
          if (error) {
            onEvent({ type: 'read_cut', datasetId: read.datasetId, researcher: read.researcher, error });
          }
          try {
            await receipt.finish(sentBytes);
          } catch (failure) {
            // The receipt stands, without how much of it was sent.
            onEvent({ type: 'request_failed', route: context.req.path, error: failure });
          }
        },
      }),
    );
  });

  app.get('/healthz', (context) => {
    store.requireHeld();
    return context.json({ status: 'ok' });
  });

  app.notFound((context) =>
    refusal(context, new GatekeeperError(404, 'not_found', `there is no ${context.req.method} ${context.req.path}`)),
  );

  app.onError((error, context) => {
    const known = error instanceof GatewayError;
    const failure = known ? error : new GatekeeperError(500, 'internal', 'the request failed', { cause: error });
    if (failure.status >= 500) onEvent({ type: 'request_failed', route: context.req.path, error });
    return refusal(context, failure);
  });
  return app;
}
