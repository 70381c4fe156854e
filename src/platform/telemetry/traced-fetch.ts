import type { Tracing } from './tracing.ts';

/** `fetch` that carries the running trace to the server it asks, by W3C traceparent. */
export function createTracedFetch(tracing: Tracing): typeof fetch {
  return (input, init) => {
    const headers = new Headers(init?.headers);
    for (const [name, value] of Object.entries(tracing.outgoingHeaders())) headers.set(name, value);
    return fetch(input, { ...init, headers });
  };
}
