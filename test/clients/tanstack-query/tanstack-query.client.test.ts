import { QueryClient, experimental_streamedQuery as streamedQuery } from '@tanstack/query-core';
import { ClientError, GraphQLClient } from 'graphql-request';
import { createClient } from 'graphql-sse';
import { afterEach, describe, expect, inject, it } from 'vitest';
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

describe('TanStack Query', () => {
  const url = inject('url');
  const graph = new GraphQLClient(url, { errorPolicy: 'all' });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  afterEach(() => client.clear());

  it('sends null for what was not set, adds up counts, and keeps the answer', async () => {
    const queryKey = ['leaderboard', LEADERBOARD_VARIABLES];
    const data = await client.fetchQuery({
      queryKey,
      queryFn: () => graph.request<Leaderboard>(LEADERBOARD, LEADERBOARD_VARIABLES),
    });
    expect(understand(data)).toEqual(LEADERBOARD_UNDERSTOOD);
    expect(client.getQueryData(queryKey)).toBe(data);
  });

  it('keeps the token of a mutation beside those that fail', async () => {
    const { data, errors } = await client
      .getMutationCache()
      .build(client, { mutationFn: (name: string) => graph.rawRequest(TOKEN_BESIDE_FAILURES, { name }) })
      .execute('TanStack Query');
    expectTokenKept(data, errors);
  });

  it('raises an error with its code and its request', async () => {
    const error = await client
      .fetchQuery({ queryKey: ['missing'], queryFn: () => new GraphQLClient(url).request(MISSING_CAMPAIGN) })
      .catch((reason: unknown) => reason);
    if (!(error instanceof ClientError)) throw error;
    expectErrors(error.response.errors, 'NOT_FOUND');
  });

  it('follows a brief to its end as a streamed query', async () => {
    const results = await client.fetchQuery({
      queryKey: ['brief'],
      queryFn: streamedQuery({
        streamFn: () =>
          createClient({ url }).iterate<BriefProgress>({
            query: BRIEF_PROGRESS,
            variables: briefFor('TanStack Query'),
          }),
      }),
    });
    expectBriefFollowed(results.flatMap(({ data }) => (data ? [data.briefProgress] : [])));
  });
});
