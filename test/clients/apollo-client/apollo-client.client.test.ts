import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ApolloClient,
  ApolloLink,
  CombinedGraphQLErrors,
  gql,
  HttpLink,
  InMemoryCache,
} from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { buildSchema, isAbstractType, OperationTypeNode } from 'graphql';
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
import { makeCache, possibleTypes } from './cache.js';
import { EventLink } from './event-link.js';

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

describe('Apollo Client', () => {
  const url = inject('url');
  const leaderboard = { query: gql(LEADERBOARD), variables: LEADERBOARD_VARIABLES };
  const makeClient = () => new ApolloClient({ link: new HttpLink({ uri: url }), cache: makeCache() });

  it('sends null for what was not set, adds up counts, and reads the same out of its normalised cache', async () => {
    const client = makeClient();
    const { data } = await client.query<Leaderboard>(leaderboard);
    expect(data && understand(data)).toEqual(LEADERBOARD_UNDERSTOOD);
    const cached = client.readQuery<Leaderboard>(leaderboard);
    expect(cached && understand(cached)).toEqual(LEADERBOARD_UNDERSTOOD);
  });

  it('is told of every type that an interface or a union stands for', () => {
    const schema = buildSchema(readFileSync(join(import.meta.dirname, '../../../schema.graphql'), 'utf8'));
    const typesOf = Object.values(schema.getTypeMap())
      .filter((type) => isAbstractType(type))
      .map((type) => [
        type.name,
        schema
          .getPossibleTypes(type)
          .map(({ name }) => name)
          .sort(),
      ]);
    expect(possibleTypes).toEqual(Object.fromEntries(typesOf));
  });

  it('keeps a campaign and an influencer of the same id apart', async () => {
    const cache = makeCache();
    const client = new ApolloClient({ link: new HttpLink({ uri: url }), cache });
    const { data } = await client.query<Leaderboard>(leaderboard);
    const influencer = data?.campaign.performers.edges
      .map(({ node }) => node.influencer)
      .find(({ id }) => id === 'nike');
    const cached = cache.extract();
    const found = [data?.campaign, influencer].map(
      (object) => Object.entries(cached).find(([key]) => key.endsWith(`{"nodeId":"${object?.nodeId}"}`))?.[1],
    );
    expect(found).toMatchObject([
      { __typename: 'Campaign', id: 'nike', views: 8_000_002_400 },
      { __typename: 'Influencer', id: 'nike', views: 3_000_000_000 },
    ]);
  });

  it('keeps the token of a mutation beside those that fail', async () => {
    const { data, error } = await makeClient().mutate({
      mutation: gql(TOKEN_BESIDE_FAILURES),
      variables: { name: 'Apollo Client' },
      errorPolicy: 'all',
    });
    expectTokenKept(data, CombinedGraphQLErrors.is(error) ? error.errors : undefined);
  });

  it('raises an error with its code and its request', async () => {
    const error = await makeClient()
      .query({ query: gql(MISSING_CAMPAIGN) })
      .catch((reason: unknown) => reason);
    expectErrors(CombinedGraphQLErrors.is(error) ? error.errors : undefined, 'NOT_FOUND');
  });

  it.each([true, false])(
    'sends the text of a persisted query once, and its hash from then on (GET: %s)',
    async (byGet) => {
      const { fetch, sent } = recordFetch();
      const ask = (limit: number) =>
        new ApolloClient({
          link: new PersistedQueryLink({ sha256: hashOf, useGETForHashedQueries: byGet }).concat(
            new HttpLink({ uri: url, fetch }),
          ),
          cache: new InMemoryCache(),
        }).query<{ topPerformers: readonly object[] }>({
          query: gql(`query Persisted${byGet ? 'ByGet' : ''}($limit: Int) {
            topPerformers(campaignId: "nike", limit: $limit) { rank influencerId }
          }`),
          variables: { limit },
        });
      const texts = () => sent.map(({ body, url }) => (body?.query ?? url.searchParams.get('query')) != null);
      expect((await ask(2)).data?.topPerformers).toHaveLength(2);
      expect(texts()).toEqual([false, true]);
      expect((await ask(3)).data?.topPerformers).toHaveLength(3);
      expect(texts()).toEqual([false, true, false]);
      expect(sent.at(-1)?.method).toBe(byGet ? 'GET' : 'POST');
    },
  );

  it('is told of a persisted query whose hash is that of another text', async () => {
    const link = new PersistedQueryLink({ sha256: () => hashOf('another text') }).concat(
      new HttpLink({ uri: url }),
    );
    const error = await new ApolloClient({ link, cache: new InMemoryCache() })
      .query({ query: gql('{ viewer { kind } }') })
      .catch((reason: unknown) => reason);
    expectErrors(CombinedGraphQLErrors.is(error) ? error.errors : undefined, 'PERSISTED_QUERY_HASH_MISMATCH');
  });

  it('follows a brief to its end by events at the same address', async () => {
    const client = new ApolloClient({
      link: ApolloLink.split(
        ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
        new EventLink({ url }),
        new HttpLink({ uri: url }),
      ),
      cache: makeCache(),
    });
    const events: BriefProgress['briefProgress'][] = [];
    await new Promise<void>((resolve, reject) => {
      client
        .subscribe<BriefProgress>({ query: gql(BRIEF_PROGRESS), variables: briefFor('Apollo Client') })
        .subscribe({
          next: ({ data, error }) => {
            if (error) reject(error);
            if (data) events.push(data.briefProgress);
          },
          error: reject,
          complete: resolve,
        });
    });
    expectBriefFollowed(events);
  });
});
