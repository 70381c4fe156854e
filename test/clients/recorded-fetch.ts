/** How a request was sent. */
export interface SentRequest {
  readonly method: string;
  readonly url: URL;
  /** Parsed; undefined where there was none. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
  readonly status: number;
}

/** A fetch that keeps what was sent, for clients to be told apart by. */
export function recordFetch(): { readonly fetch: typeof fetch; readonly sent: readonly SentRequest[] } {
  const sent: SentRequest[] = [];
  return {
    sent,
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      const url = new URL(input instanceof Request ? input.url : input);
      const body = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
      sent.push({ method: init?.method ?? 'GET', url, body, status: response.status });
      return response;
    },
  };
}
