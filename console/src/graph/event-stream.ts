import type { GraphQLError } from 'graphql';
import { createClient } from 'graphql-sse';
import { type AnyVariables, CombinedError, stringifyDocument, type TypedDocumentNode } from 'urql';
import { authorizedFetch } from '../session/access-token.ts';

/** The server says something every 12 seconds, if only that it is there: after this long without a word the connection is lost. */
const LONGEST_SILENCE = 30_000;

export interface StreamListener<Data> {
  /** The connection stands. @param serverTime the server's clock, in milliseconds since 1970; undefined where it does not say */
  onOpen(serverTime: number | undefined): void;
  onData(data: Data): void;
  /** The server refuses, or goes on no longer; nothing comes after that. */
  onError(error: CombinedError): void;
  /** The connection ended, was lost, or never came about; nothing comes after that. */
  onLost(): void;
}

/**
 * Begins a subscription over a connection of its own, once: whoever wants it resumed begins it anew with what it has.
 * @returns a function that ends it, after which nothing is told
 */
export function openEventStream<Data, Variables extends AnyVariables & Record<string, unknown>>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  listener: StreamListener<Data>,
): () => void {
  let isOver = false;
  let silence: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    isOver = true;
    clearTimeout(silence);
    unsubscribe?.();
  };
  const lose = () => {
    if (isOver) return;
    end();
    listener.onLost();
  };
  const hear = () => {
    clearTimeout(silence);
    if (!isOver) silence = setTimeout(lose, LONGEST_SILENCE);
  };
  const client = createClient({
    url: '/graphql/stream',
    retryAttempts: 0,
    fetchFn: async (...request: Parameters<typeof fetch>) => {
      const response = await authorizedFetch(...request);
      if (!response.ok || isOver) return response;
      const time = Date.parse(response.headers.get('date') ?? '');
      listener.onOpen(Number.isNaN(time) ? undefined : time);
      hear();
      return hearing(response, hear);
    },
  });
  const unsubscribe: (() => void) | undefined = client.subscribe<Data>(
    { query: stringifyDocument(document), variables },
    {
      next({ data, errors }) {
        if (isOver) return;
        if (errors !== undefined && errors.length > 0) {
          end();
          listener.onError(asCombined(errors));
        } else if (data !== undefined && data !== null) listener.onData(data);
      },
      error: lose,
      complete: lose,
    },
  );
  return end;
}

/** The same answer, with a call for each part of it that comes. */
function hearing(response: Response, hear: () => void): Response {
  if (response.body === null) return response;
  const heard = response.body.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(part, controller) {
        hear();
        controller.enqueue(part);
      },
    }),
  );
  return new Response(heard, { status: response.status, headers: response.headers });
}

function asCombined(errors: readonly GraphQLError[]): CombinedError {
  return new CombinedError({ graphQLErrors: [...errors] });
}
