import { createClient } from 'graphql-sse';
import {
  Client,
  cacheExchange,
  fetchExchange,
  mapExchange,
  type Operation,
  type OperationResult,
  subscriptionExchange,
} from 'urql';
import { authorizedFetch } from '../session/access-token.ts';
import { askToSignIn } from '../session/sign-in-wanted.ts';

/** Subscriptions come as server-sent events. What was begun is not begun again by itself: a brief costs a model's time. */
const stream = createClient({
  url: '/graphql/stream',
  retryAttempts: 0,
  fetchFn: authorizedFetch,
});

/** A client, and a way to have all that it shows read anew. */
export interface GraphClient {
  readonly client: Client;
  /** Asks again for what pages show. They show it until the answer has come, and go on to where none comes. */
  readAnew(): void;
}

/** A client, of which there is one for each person who signs in: nothing that one has seen is shown to the next. */
export function createGraphClient(): GraphClient {
  const shown = new Map<number, Operation>();
  const answers = new Map<number, OperationResult>();
  const anew = new Set<number>();
  const client = new Client({
    url: '/graphql',
    fetch: authorizedFetch,
    exchanges: [
      mapExchange({
        onOperation(operation) {
          if (operation.kind === 'query') shown.set(operation.key, operation);
          if (operation.kind !== 'teardown') return;
          shown.delete(operation.key);
          answers.delete(operation.key);
          anew.delete(operation.key);
        },
        onResult(result) {
          const { key } = result.operation;
          const last = answers.get(key);
          const isFault = result.error !== undefined && !result.data;
          if (isFault && anew.has(key) && last !== undefined) return { ...last, stale: false };
          if (!result.stale) anew.delete(key);
          if (shown.has(key) && !isFault) answers.set(key, result);
          return result;
        },
      }),
      cacheExchange,
      mapExchange({
        onError(error) {
          if (error.graphQLErrors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED'))
            askToSignIn();
        },
      }),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: stream.subscribe({ query, variables: variables ?? {} }, sink),
          }),
        }),
      }),
    ],
    requestPolicy: 'cache-and-network',
    preferGetMethod: false,
  });
  return {
    client,
    readAnew() {
      for (const operation of [...shown.values()]) {
        anew.add(operation.key);
        client.reexecuteOperation(
          client.createRequestOperation('query', operation, { requestPolicy: 'cache-and-network' }),
        );
      }
    },
  };
}
