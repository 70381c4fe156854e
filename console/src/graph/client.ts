import { createClient } from 'graphql-sse';
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from 'urql';

/** Subscriptions come as server-sent events. What was begun is not begun again by itself: a brief costs a model's time. */
const stream = createClient({ url: '/graphql/stream', retryAttempts: 0 });

/** One client a page. Answers that are known are shown at once, and asked for again behind them. */
export const client = new Client({
  url: '/graphql',
  exchanges: [
    cacheExchange,
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
