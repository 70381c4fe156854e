import { graphql } from '../graph/graphql.ts';

export const CAMPAIGNS = graphql(`
  query ConsoleCampaigns($search: String, $after: String) {
    campaigns(first: 50, after: $after, search: $search) {
      edges {
        node {
          id
          influencerCount
          postCount
          views
          interactions
          engagementRate
          lastImportedAt
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
