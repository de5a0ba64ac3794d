import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';

/** Where and within which limits an app is served. */
export type ServerOptions = {
  host: string;
  /** Zero takes a free port. */
  port: number;
  maxHeaderBytes: number;
  requestTimeoutSeconds: number;
};

/** A server that listens. */
export type RunningServer = {
  /** `http://<host>:<port>` */
  url: string;
  /**
   * Takes no new request, answers those that are here within the time that a request may take, and resolves when the last
   * connection is gone.
   */
  stop: () => Promise<void>;
};

const sweepMilliseconds = 20;

const refusals: Record<string, { status: string; type: string; message: (options: ServerOptions) => string }> = {
  HPE_HEADER_OVERFLOW: {
    status: '431 Request Header Fields Too Large',
    type: 'headers_too_large',
    message: ({ maxHeaderBytes }) => `the headers are too large; the limit is ${maxHeaderBytes} bytes`,
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: '408 Request Timeout',
    type: 'request_timeout',
    message: ({ requestTimeoutSeconds }) => `the request did not arrive within ${requestTimeoutSeconds} seconds`,
  },
};

function refuse(socket: Socket, code: string | undefined, options: ServerOptions): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const refusal = refusals[code ?? ''];
  const status = refusal?.status ?? '400 Bad Request';
  const type = refusal?.type ?? 'bad_request';
  const message = refusal?.message(options) ?? 'the request is not HTTP';
  const body = JSON.stringify({ error: { type, message } });
  const headers = `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close`;
  socket.end(`HTTP/1.1 ${status}\r\n${headers}\r\n\r\n${body}`);
}

/** Serves `app`; resolves when it listens. */
export async function startServer(app: Pick<Hono, 'fetch'>, options: ServerOptions): Promise<RunningServer> {
  const server = createServer(
    {
      maxHeaderSize: options.maxHeaderBytes,
      requestTimeout: options.requestTimeoutSeconds * 1_000,
      headersTimeout: options.requestTimeoutSeconds * 1_000,
      connectionsCheckingInterval: 1_000,
    },
    getRequestListener(app.fetch),
  );
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => refuse(socket, error.code, options));
  server.listen(options.port, options.host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `http://${host}:${port}`,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      // A connection that is kept alive becomes idle only after its last answer.
      const sweep = setInterval(() => server.closeIdleConnections(), sweepMilliseconds);
      const end = setTimeout(() => server.closeAllConnections(), options.requestTimeoutSeconds * 1_000);
      await closed;
      clearInterval(sweep);
      clearTimeout(end);
    },
  };
}
