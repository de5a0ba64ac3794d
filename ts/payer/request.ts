/** A request that can be sent more than once. */
export type FixedRequest = { url: string; method: string; headers: Headers; body: Uint8Array; signal: AbortSignal };

/** Reads a request's body, so that the same bytes can be sent again. */
export async function fixRequest(input: string | URL | Request, init: RequestInit | undefined): Promise<FixedRequest> {
  const request = new Request(input, init);
  const { url, method, headers, signal } = request;
  return { url, method, headers, signal, body: new Uint8Array(await request.arrayBuffer()) };
}

/** Sends it with more headers. A redirect is an error: vouchers go nowhere but where the caller said. */
export function send(
  fetchFunction: typeof fetch,
  { url, method, headers, body, signal }: FixedRequest,
  more: Record<string, string>,
): Promise<Response> {
  const sent = new Headers(headers);
  for (const [name, value] of Object.entries(more)) sent.set(name, value);
  const content = body.length > 0 ? { body: new Uint8Array(body) } : {};
  return fetchFunction(url, { method, headers: sent, signal, redirect: 'error', ...content });
}
