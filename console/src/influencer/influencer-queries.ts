import { graphql, type ResultOf } from '../graph/graphql.ts';

export const INFLUENCER = graphql(`
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
`);

export const POSTS = graphql(`
  query ConsolePosts($campaignId: ID!, $influencerId: ID!, $after: String) {
    campaignPerformance(campaignId: $campaignId, influencerId: $influencerId) {
      posts(first: 50, after: $after) {
        edges {
          node {
            postId
            platform
            postedAt
            views
            likes
            comments
            shares
            interactions
            engagementRate
            caption
            hashtags
            url
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

export type Performance = NonNullable<ResultOf<typeof INFLUENCER>['campaignPerformance']>;
export type Influencer = NonNullable<ResultOf<typeof INFLUENCER>['influencer']>;
type PostPage = NonNullable<NonNullable<ResultOf<typeof POSTS>['campaignPerformance']>['posts']>;
export type Post = PostPage['edges'][number]['node'];
