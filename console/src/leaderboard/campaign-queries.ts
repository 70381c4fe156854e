import { graphql, type ResultOf } from '../graph/graphql.ts';

export const CAMPAIGN = graphql(`
  query ConsoleCampaign($id: ID!) {
    campaign(id: $id) {
      id
      departmentId
      influencers
      posts
      views
      likes
      comments
      shares
      interactions
      engagementRate
      lastImportedAt
    }
  }
`);

export const LEADERBOARD = graphql(`
  query ConsoleLeaderboard($campaignId: ID!, $rankBy: RankBy!, $minViews: Int!, $after: String) {
    performers(campaignId: $campaignId, rankBy: $rankBy, minViews: $minViews, first: 100, after: $after) {
      edges {
        node {
          rank
          influencerId
          posts
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
`);

export const TOP = graphql(`
  query ConsoleTop($campaignId: ID!, $rankBy: RankBy!, $minViews: Int!) {
    topPerformers(campaignId: $campaignId, rankBy: $rankBy, minViews: $minViews, limit: 25) {
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
  query ConsoleSpread($campaignId: ID!, $minViews: Int!) {
    campaignSpread(campaignId: $campaignId, minViews: $minViews, limit: 1000) {
      influencerId
      views
      engagementRate
      confidentEngagementRate
    }
  }
`);

export const TIMELINE = graphql(`
  query ConsoleTimeline($campaignId: ID!) {
    campaignTimeline(campaignId: $campaignId) {
      unit
      periods {
        from
        posts
        views
        likes
        comments
        shares
        interactions
        engagementRate
      }
    }
  }
`);

export type Campaign = NonNullable<ResultOf<typeof CAMPAIGN>['campaign']>;
export type Performer = ResultOf<typeof LEADERBOARD>['performers']['edges'][number]['node'];
export type TopPerformer = ResultOf<typeof TOP>['topPerformers'][number];
export type SpreadPoint = ResultOf<typeof SPREAD>['campaignSpread'][number];
export type Timeline = ResultOf<typeof TIMELINE>['campaignTimeline'];
