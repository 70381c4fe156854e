import {
  commitMutation,
  createOperationDescriptor,
  fetchQuery,
  getRequest,
  graphql,
  requestSubscription,
} from 'relay-runtime';
import { waitForFragmentData } from 'relay-runtime/experimental.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectBriefFollowed, expectTokenKept } from '../expectations.ts';
import { REQUEST_ID } from '../operations.ts';
import type { relayBriefProgressSubscription } from './__generated__/relayBriefProgressSubscription.graphql.ts';
import type { relayLeaderboardQuery } from './__generated__/relayLeaderboardQuery.graphql.ts';
import type { relayMissingQuery } from './__generated__/relayMissingQuery.graphql.ts';
import NEXT_PAGE, { type relayNextPageQuery } from './__generated__/relayNextPageQuery.graphql.ts';
import type { relayPage_campaign$key } from './__generated__/relayPage_campaign.graphql.ts';
import type { relayTokenMutation } from './__generated__/relayTokenMutation.graphql.ts';
import { environment } from './environment.js';

const LEADERBOARD = graphql`
  query relayLeaderboardQuery($id: ID!, $count: Int) {
    campaign(id: $id) {
      nodeId id views
      ...relayPage_campaign @arguments(count: $count)
    }
    influencer(id: $id) { nodeId id views }
  }
`;

const PAGE = graphql`
  fragment relayPage_campaign on Campaign
  @argumentDefinitions(count: { type: "Int" }, cursor: { type: "String" })
  @refetchable(queryName: "relayNextPageQuery") {
    performers(first: $count, after: $cursor, orderBy: VIEWS) @connection(key: "relayPage_performers") {
      edges { rank node { views influencer { id } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

const TOKEN = graphql`
  mutation relayTokenMutation($name: String!) {
    createApiToken(input: { name: $name, scopes: [READ] }) { token errors { code } }
    revokeApiToken(input: { id: "nobody's" }) { errors { code path } }
    generateBrief(
      input: { brand: "Acme", product: "Shoe", goal: AWARENESS, platform: TIKTOK, mustAvoid: ["the", "a", "to", "you"] }
    ) { brief { nodeId } errors { code } }
  }
`;

const MISSING = graphql`
  query relayMissingQuery { campaign(id: "nowhere") @catch { nodeId } }
`;

const BRIEF = graphql`
  subscription relayBriefProgressSubscription($input: GenerateBriefInput!) {
    briefProgress(input: $input) { __typename ... on BriefFinished { brief { nodeId caption } } }
  }
`;

describe('Relay', () => {
  let campaign: relayPage_campaign$key & { readonly nodeId: string; readonly views: number };
  let influencer: { readonly nodeId: string; readonly views: number };

  beforeAll(async () => {
    const variables = { id: 'nike', count: 2 };
    // Kept in the store for as long as the tests read it.
    environment.retain(createOperationDescriptor(getRequest(LEADERBOARD), variables));
    const data = await fetchQuery<relayLeaderboardQuery>(environment, LEADERBOARD, variables).toPromise();
    if (!data?.campaign || !data.influencer) throw new Error('the campaign or the influencer is not there');
    ({ campaign, influencer } = { campaign: data.campaign, influencer: data.influencer });
  });

  const readEdges = async () =>
    (await waitForFragmentData(environment, PAGE, campaign)).performers?.edges ?? [];

  it('keeps a campaign and an influencer of the same id apart in its store', () => {
    const records = environment.getStore().getSource();
    const viewsOf = (nodeId: string) => records.get(nodeId)?.views;
    expect([viewsOf(campaign.nodeId), viewsOf(influencer.nodeId)]).toEqual([8_000_002_400, 3_000_000_000]);
    expect([campaign.views, influencer.views]).toEqual([8_000_002_400, 3_000_000_000]);
  });

  it('pages a connection by fetching its node again, and adds up what came', async () => {
    expect((await readEdges()).map(({ rank }) => rank)).toEqual([1, 2]);
    for (let pages = 0; pages < 2; pages += 1) {
      const { performers } = await waitForFragmentData(environment, PAGE, campaign);
      const { hasNextPage, endCursor } = performers?.pageInfo ?? {};
      expect(hasNextPage).toBe(true);
      await fetchQuery<relayNextPageQuery>(environment, NEXT_PAGE, {
        count: 2,
        cursor: endCursor,
        nodeId: campaign.nodeId,
      }).toPromise();
    }
    const edges = await readEdges();
    expect(edges.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5]);
    expect(edges.map(({ node }) => node.influencer?.id)).toEqual(['anna', 'nike', 'dora', 'cleo', 'ben']);
    expect(edges.reduce((sum, { node }) => sum + node.views, 0)).toBe(campaign.views);
  });

  it('sends null for what was not set', async () => {
    const data = await fetchQuery<relayNextPageQuery>(environment, NEXT_PAGE, {
      count: null,
      cursor: null,
      nodeId: campaign.nodeId,
    }).toPromise();
    expect(data?.node).toBeTruthy();
    expect(await readEdges()).toHaveLength(5);
  });

  it('keeps the token of a mutation beside those that fail, with the code and the request of an error', async () => {
    const { response, errors } = await new Promise<{
      response: relayTokenMutation['response'];
      errors: readonly { readonly message: string }[];
    }>((resolve, reject) => {
      commitMutation<relayTokenMutation>(environment, {
        mutation: TOKEN,
        variables: { name: 'Relay' },
        onCompleted: (data, failures) => resolve({ response: data, errors: failures ?? [] }),
        onError: reject,
      });
    });
    expectTokenKept(response, errors);
  });

  it('catches an error at its field, with its code and its request', async () => {
    const data = await fetchQuery<relayMissingQuery>(environment, MISSING, {}).toPromise();
    expect(data?.campaign).toMatchObject({
      ok: false,
      errors: [{ extensions: { code: 'NOT_FOUND', requestId: expect.stringMatching(REQUEST_ID) } }],
    });
  });

  it('follows a brief to its end by events', async () => {
    const events: { readonly __typename: string }[] = [];
    await new Promise<void>((resolve, reject) => {
      requestSubscription<relayBriefProgressSubscription>(environment, {
        subscription: BRIEF,
        variables: {
          input: { brand: 'Relay', product: 'Shoe', goal: 'AWARENESS', platform: 'TIKTOK', campaignId: null },
        },
        onNext: (data) => data && events.push(data.briefProgress),
        onError: reject,
        onCompleted: resolve,
      });
    });
    expectBriefFollowed(events);
  });
});
