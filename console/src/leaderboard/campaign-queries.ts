import { graphql, type ResultOf } from '../graph/graphql.ts';
import type { Connection } from '../graph/use-connection.ts';
import { MONEY_FIELDS } from '../money/money-fields.ts';

const SUMMARY = graphql(`
  fragment Summary on CampaignSummary @_unmask {
    comparedCount
    aboveCount
    bestPlatform {
      platform
      engagementRate
    }
  }
`);

export const CAMPAIGN = graphql(
  `
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
      platforms {
        platform
        influencerCount
      }
      summary {
        ...Summary
      }
      money {
        ...MoneyFields
      }
    }
  }
`,
  [SUMMARY, MONEY_FIELDS],
);

/** The sums of what a filter leaves, and the rate that its influencers are compared with: of all, whoever is searched for. */
export const FILTERED = graphql(
  `
  query ConsoleFilteredCampaign($id: ID!, $filter: PerformerFilterInput!, $level: PerformerFilterInput!) {
    campaign(id: $id) {
      id
      suggestedMinViews(filter: $filter)
      totals(filter: $filter) {
        influencerCount
        postCount
        views
        likes
        comments
        shares
        interactions
        engagementRate
        money {
          ...MoneyFields
        }
      }
      level: totals(filter: $level) {
        engagementRate
      }
      summary(filter: $filter) {
        ...Summary
      }
    }
  }
`,
  [SUMMARY, MONEY_FIELDS],
);

export const LEADERBOARD = graphql(`
  query ConsoleLeaderboard(
    $campaignId: ID!
    $rankBy: RankBy!
    $minViews: Count!
    $filter: PerformerFilterInput
    $after: String
  ) {
    campaign(id: $campaignId) {
      id
      performers(orderBy: $rankBy, minViews: $minViews, filter: $filter, first: 100, after: $after) {
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
  query ConsoleShown($campaignId: ID!, $minViews: Count!, $filter: PerformerFilterInput) {
    campaign(id: $campaignId) {
      id
      performers(minViews: $minViews, filter: $filter, first: 1) {
        totalCount
      }
    }
  }
`);

export const TOP = graphql(`
  query ConsoleTop(
    $campaignId: ID!
    $rankBy: RankBy!
    $minViews: Count!
    $filter: PerformerFilterInput
    $limit: Int!
  ) {
    campaign(id: $campaignId) {
      id
      performers(orderBy: $rankBy, minViews: $minViews, filter: $filter, first: $limit) {
        nodes {
          influencerId
          views
          interactions
          engagementRate
          confidentEngagementRate
        }
      }
    }
  }
`);

export const SPREAD = graphql(`
  query ConsoleSpread($campaignId: ID!, $minViews: Count!, $filter: PerformerFilterInput) {
    campaign(id: $campaignId) {
      id
      spread(minViews: $minViews, filter: $filter, limit: 1000) {
        influencerId
        views
        engagementRate
        confidentEngagementRate
      }
      standings(minViews: $minViews, filter: $filter) {
        certainCount
        uncertainCount
        belowCount
      }
    }
  }
`);

export const TIMELINE = graphql(`
  query ConsoleTimeline($campaignId: ID!, $filter: PerformerFilterInput) {
    campaign(id: $campaignId) {
      id
      timeline(filter: $filter) {
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

type WholeCampaign = NonNullable<ResultOf<typeof CAMPAIGN>['campaign']>;
type FilteredCampaign = NonNullable<ResultOf<typeof FILTERED>['campaign']>;

/** A campaign as it is looked at: its sums are of what the filter leaves. */
export type Campaign = WholeCampaign & {
  /** The rate that influencers are compared with, in percent of views: of all posts that count. */
  readonly levelRate: number | null;
};

/** A campaign without a filter. */
export function asWhole(campaign: WholeCampaign): Campaign {
  return { ...campaign, levelRate: campaign.engagementRate };
}

/** A campaign with the sums of what a filter leaves. */
export function asFiltered(
  campaign: WholeCampaign,
  { suggestedMinViews, totals, level, summary }: FilteredCampaign,
): Campaign {
  return { ...campaign, ...totals, suggestedMinViews, summary, levelRate: level?.engagementRate ?? null };
}
type LeaderboardPage = NonNullable<NonNullable<ResultOf<typeof LEADERBOARD>['campaign']>['performers']>;
type LeaderboardEdge = LeaderboardPage['edges'][number];
/** A row of the leaderboard, with its rank. */
export type Performer = LeaderboardEdge['node'] & Pick<LeaderboardEdge, 'rank'>;

/** A page of the leaderboard, with the ranks in its rows. */
export function withRanks({ edges, pageInfo }: LeaderboardPage): Connection<Performer> {
  return { pageInfo, edges: edges.map(({ rank, node }) => ({ node: { ...node, rank } })) };
}

export type SpreadPoint = NonNullable<NonNullable<ResultOf<typeof SPREAD>['campaign']>['spread']>[number];
export type Timeline = NonNullable<NonNullable<ResultOf<typeof TIMELINE>['campaign']>['timeline']>;
