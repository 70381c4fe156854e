import { ClientError, GraphQLClient, rawRequest } from 'graphql-request';
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

describe('graphql-request', () => {
  const url = inject('url');

  it('sends null for what was not set, and adds up counts', async () => {
    const data = await new GraphQLClient(url).request<Leaderboard>(LEADERBOARD, LEADERBOARD_VARIABLES);
    expect(understand(data)).toEqual(LEADERBOARD_UNDERSTOOD);
  });

  it('asks by GET', async () => {
    const client = new GraphQLClient(url, { method: 'GET', jsonSerializer: JSON });
    expect(understand(await client.request(LEADERBOARD, LEADERBOARD_VARIABLES))).toEqual(
      LEADERBOARD_UNDERSTOOD,
    );
  });

  it('keeps the token of a mutation beside those that fail', async () => {
    const client = new GraphQLClient(url, { errorPolicy: 'all' });
    const { data, errors } = await client.rawRequest(TOKEN_BESIDE_FAILURES, { name: 'graphql-request' });
    expectTokenKept(data, errors);
  });

  it('raises an error with its code and its request', async () => {
    const error = await rawRequest(url, MISSING_CAMPAIGN).catch((reason: unknown) => reason);
    if (!(error instanceof ClientError)) throw error;
    expectErrors(error.response.errors, 'NOT_FOUND');
  });

  it('follows a brief to its end, with graphql-sse beside it', async () => {
    const events: BriefProgress['briefProgress'][] = [];
    const stream = createClient({ url }).iterate<BriefProgress>({
      query: BRIEF_PROGRESS,
      variables: briefFor('graphql-sse'),
    });
    for await (const { data } of stream) if (data) events.push(data.briefProgress);
    expectBriefFollowed(events);
  });
});
