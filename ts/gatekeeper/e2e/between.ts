import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to an answer: it is cut after so many bytes, or its bytes or headers are changed. */
export type Tampering = {
  cutAfter?: number;
  change?: (body: Buffer) => Buffer;
  headers?: Record<string, string>;
};

/** A server between a reader and a gatekeeper. */
export type Between = {
  /** As readers call it. */
  host: string;
  url: string;
  /** Method, path and range of what was asked for, in order. */
  requests: string[];
  to: (target: string) => void;
  /** What is done to the next answers with a file, one after the other; then they pass as they are. */
  tamper: (...how: Tampering[]) => void;
  stop: () => Promise<void>;
};

/** Starts one. */
export async function startBetween(): Promise<Between> {
  let target = '';
  let queue: Tampering[] = [];
  const requests: string[] = [];

  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url = '', headers } = request;
    requests.push([method, url.split('?')[0], headers.range ?? ''].join(' ').trim());
    const sent = Object.entries(headers).filter(([name]) => /^(data-|range|if-range)/.test(name)) as [string, string][];
    const answer = await fetch(target + url, { method, headers: sent });
    const body = Buffer.from(await answer.arrayBuffer());
    const file = url.startsWith('/v1/datasets/') && answer.ok;
    const { cutAfter, change = (bytes: Buffer) => bytes, headers: more = {} } = (file && queue.shift()) || {};
    response.writeHead(answer.status, { ...Object.fromEntries(answer.headers), ...more });
    if (cutAfter === undefined) {
      response.end(change(body));
      return;
    }
    response.write(change(body).subarray(0, cutAfter), () => setTimeout(() => response.destroy(), 20));
  };
  const server = createServer((request, response) => void pass(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}`,
    requests,
    to: (next) => {
      target = next;
    },
    tamper: (...how) => {
      queue = how;
    },
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
