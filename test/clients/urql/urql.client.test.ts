import {
  Client,
  cacheExchange,
  fetchExchange,
  type SubscriptionForwarder,
  subscriptionExchange,
} from '@urql/core';
import { createClient } from 'graphql-sse';
import { describe, expect, inject, it } from 'vitest';
import { expectBriefFollowed, expectErrors, expectTokenKept } from '../expectations.ts';
import {
  BRIEF_PROGRESS,
  type BriefProgress,
  briefFor,
  LEADERBOARD,
  LEADERBOARD_UNDERSTOOD,
  LEADERBOARD_VARIABLES,
  type Leaderboard,
  MISSING_CAMPAIGN,
  TOKEN_BESIDE_FAILURES,
  understand,
} from '../operations.ts';
import { recordFetch } from '../recorded-fetch.ts';

type Row = Record<string, unknown>;

describe('urql, as it is by default,', () => {
  const url = inject('url');

  it('sends queries by GET, with null for what was not set, and adds up counts', async () => {
    const { fetch, sent } = recordFetch();
    const client = new Client({ url, exchanges: [cacheExchange, fetchExchange], fetch });
    const { data, error } = await client.query<Leaderboard>(LEADERBOARD, LEADERBOARD_VARIABLES);
    expect(error).toBeUndefined();
    expect(data && understand(data)).toEqual(LEADERBOARD_UNDERSTOOD);
    expect(sent.map(({ method, status }) => ({ method, status }))).toEqual([{ method: 'GET', status: 200 }]);
    await client.query(LEADERBOARD, LEADERBOARD_VARIABLES);
    expect(sent).toHaveLength(1);
  });

  it('keeps the token of a mutation beside those that fail', async () => {
    const client = new Client({ url, exchanges: [cacheExchange, fetchExchange] });
    const { data, error } = await client.mutation(TOKEN_BESIDE_FAILURES, { name: 'urql' });
    expectTokenKept(data, error?.graphQLErrors);
  });

  it('raises an error with its code and its request', async () => {
    const client = new Client({ url, exchanges: [cacheExchange, fetchExchange] });
    const { error } = await client.query(MISSING_CAMPAIGN, {});
    expectErrors(error?.graphQLErrors, 'NOT_FOUND');
  });

  it.each([
    {
      way: 'its own events',
      make: () => new Client({ url, exchanges: [cacheExchange, fetchExchange], fetchSubscriptions: true }),
    },
    {
      way: 'its subscription exchange and graphql-sse',
      make: () => {
        const events = createClient({ url });
        const forwardSubscription: SubscriptionForwarder = ({ query = '', variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: events.subscribe<Row, Row>({ query, variables }, sink),
          }),
        });
        return new Client({
          url,
          exchanges: [cacheExchange, fetchExchange, subscriptionExchange({ forwardSubscription })],
        });
      },
    },
  ])('follows a brief to its end by $way', async ({ way, make }) => {
    const events: BriefProgress['briefProgress'][] = [];
    const client = make();
    await new Promise<void>((resolve, reject) => {
      client
        .subscription<BriefProgress>(BRIEF_PROGRESS, briefFor(way))
        .subscribe(({ data, error, hasNext }) => {
          if (error) reject(error);
          if (data && events.at(-1) !== data.briefProgress) events.push(data.briefProgress);
          if (!hasNext) resolve();
        });
    });
    expectBriefFollowed(events);
  });
});
