import { graphql, type ResultOf } from '../graph/graphql.ts';
import { MONEY_FIELDS } from '../money/money-fields.ts';
import { POST_FIELDS } from './post-fields.ts';

export const INFLUENCER = graphql(
  `
  query ConsoleInfluencer($campaignId: ID!, $influencerId: ID!) {
    campaignPerformance(campaignId: $campaignId, influencerId: $influencerId) {
      postCount
      views
      likes
      comments
      shares
      interactions
      engagementRate
      confidentEngagementRate
      money {
        ...MoneyFields
      }
    }
    influencer(id: $influencerId) {
      id
      campaignCount
      campaigns(first: 50) {
        edges {
          node {
            campaignId
            postCount
            views
            interactions
            engagementRate
            confidentEngagementRate
          }
        }
      }
    }
  }
`,
  [MONEY_FIELDS],
);

export const POSTS = graphql(
  `
    query ConsolePosts($campaignId: ID!, $influencerId: ID!, $after: String) {
      campaignPerformance(campaignId: $campaignId, influencerId: $influencerId) {
        posts(first: 50, after: $after) {
          edges {
            node {
              ...PostFields
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  `,
  [POST_FIELDS],
);

export type Influencer = NonNullable<ResultOf<typeof INFLUENCER>['influencer']>;
