/** What callers call a server, with its port if it is not the scheme's own. A function where it is only known later. */
export type Host = string | (() => string);

/** Tells the host, in lower case as in a URL. */
export function hostOf(host: Host): () => string {
  return () => (typeof host === 'string' ? host : host()).toLowerCase();
}
