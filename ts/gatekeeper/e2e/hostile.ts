import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Call = { id: number; method: string; params: unknown[] };

/** What a hostile endpoint does to an answer: another result, or an error to be thrown. */
export type Lie = (call: Call, result: unknown, forward: (call: Call) => Promise<unknown>) => unknown;

/** An RPC endpoint that passes calls on to another one and lies about what comes back. */
export type HostileEndpoint = {
  url: string;
  /** What it does from now on; undefined to be honest. */
  lie: (how: Lie | undefined) => void;
  stop: () => Promise<void>;
};

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Starts one in front of `rpcUrl`. */
export async function startHostileEndpoint(rpcUrl: string): Promise<HostileEndpoint> {
  let how: Lie | undefined;
  const forward = async (call: Call): Promise<unknown> => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...call });
    const response = await fetch(rpcUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const { result, error } = (await response.json()) as { result: unknown; error?: { message: string } };
    if (error) throw new Error(error.message);
    return result;
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const call = JSON.parse(await readText(request)) as Call;
    let outcome: object;
    try {
      const result = await forward(call);
      outcome = { result: how ? await how(call, result, forward) : result };
    } catch (error) {
      outcome = { error: { code: -32_000, message: String(error) } };
    }
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ jsonrpc: '2.0', id: call.id, ...outcome }));
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lie: (next) => {
      how = next;
    },
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
