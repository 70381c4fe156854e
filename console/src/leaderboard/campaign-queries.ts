import { graphql, type ResultOf } from '../graph/graphql.ts';
import type { Connection } from '../graph/use-connection.ts';

export const CAMPAIGN = graphql(`
  query ConsoleCampaign($id: ID!) {
    campaign(id: $id) {
      id
      departmentId
      influencerCount
      postCount
      views
      likes
      comments
      shares
      interactions
      engagementRate
      lastImportedAt
      suggestedMinViews
    }
  }
`);

export const LEADERBOARD = graphql(`
  query ConsoleLeaderboard($campaignId: ID!, $rankBy: RankBy!, $minViews: Count!, $after: String) {
    campaign(id: $campaignId) {
      id
      performers(orderBy: $rankBy, minViews: $minViews, first: 100, after: $after) {
        edges {
          rank
          node {
            influencerId
            postCount
            views
            interactions
            engagementRate
            confidentEngagementRate
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

/** How many influencers a leaderboard shows, beside how many there are. */
export const SHOWN = graphql(`
  query ConsoleShown($campaignId: ID!, $minViews: Count!) {
    campaign(id: $campaignId) {
      id
      performers(minViews: $minViews, first: 1) {
        totalCount
      }
    }
  }
`);

export const TOP = graphql(`
  query ConsoleTop($campaignId: ID!, $rankBy: RankBy!, $minViews: Count!, $limit: Int!) {
    topPerformers(campaignId: $campaignId, rankBy: $rankBy, minViews: $minViews, limit: $limit) {
      rank
      influencerId
      views
      interactions
      engagementRate
      confidentEngagementRate
    }
  }
`);

export const SPREAD = graphql(`
  query ConsoleSpread($campaignId: ID!, $minViews: Count!) {
    campaign(id: $campaignId) {
      id
      spread(minViews: $minViews, limit: 1000) {
        influencerId
        views
        engagementRate
        confidentEngagementRate
      }
      standings(minViews: $minViews) {
        certainCount
        uncertainCount
        belowCount
      }
    }
  }
`);

export const TIMELINE = graphql(`
  query ConsoleTimeline($campaignId: ID!) {
    campaign(id: $campaignId) {
      id
      timeline {
        unit
        periods {
          from
          postCount
          views
          likes
          comments
          shares
          interactions
          engagementRate
        }
      }
    }
  }
`);

export type Campaign = NonNullable<ResultOf<typeof CAMPAIGN>['campaign']>;
type LeaderboardPage = NonNullable<NonNullable<ResultOf<typeof LEADERBOARD>['campaign']>['performers']>;
type LeaderboardEdge = LeaderboardPage['edges'][number];
/** A row of the leaderboard, with its rank. */
export type Performer = LeaderboardEdge['node'] & Pick<LeaderboardEdge, 'rank'>;

/** A page of the leaderboard, with the ranks in its rows. */
export function withRanks({ edges, pageInfo }: LeaderboardPage): Connection<Performer> {
  return { pageInfo, edges: edges.map(({ rank, node }) => ({ node: { ...node, rank } })) };
}

export type TopPerformer = ResultOf<typeof TOP>['topPerformers'][number];
export type SpreadPoint = NonNullable<NonNullable<ResultOf<typeof SPREAD>['campaign']>['spread']>[number];
export type Timeline = NonNullable<NonNullable<ResultOf<typeof TIMELINE>['campaign']>['timeline']>;
