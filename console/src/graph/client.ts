import { createClient } from 'graphql-sse';
import { Client, cacheExchange, fetchExchange, mapExchange, subscriptionExchange } from 'urql';
import { authorizedFetch } from '../session/access-token.ts';
import { askToSignIn } from '../session/sign-in-wanted.ts';

/** Subscriptions come as server-sent events. What was begun is not begun again by itself: a brief costs a model's time. */
const stream = createClient({
  url: '/graphql/stream',
  retryAttempts: 0,
  fetchFn: authorizedFetch,
});

/** A client, of which there is one for each person who signs in: nothing that one has seen is shown to the next. */
export function createGraphClient(): Client {
  return new Client({
    url: '/graphql',
    fetch: authorizedFetch,
    exchanges: [
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
}
