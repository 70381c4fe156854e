import { graphql, type ResultOf } from '../graph/graphql.ts';

/** Some of each kind whose name holds a text, in the order in which they are shown. */
export const SEARCH = graphql(`
  query ConsoleSearch($search: String!) {
    campaigns(first: 5, search: $search, orderBy: BEST_MATCH) {
      nodes {
        id
        influencerCount
      }
      pageInfo {
        hasNextPage
      }
    }
    influencers(first: 5, search: $search, orderBy: BEST_MATCH) {
      nodes {
        id
        campaignCount
        views
      }
      pageInfo {
        hasNextPage
      }
    }
    imports(first: 5, search: $search) {
      nodes {
        id
        source
        createdAt
      }
      pageInfo {
        hasNextPage
      }
    }
    briefs(first: 5, search: $search) {
      nodes {
        id
        createdAt
        request {
          brand
          product
          platform
        }
      }
      pageInfo {
        hasNextPage
      }
    }
  }
`);

export type SearchAnswer = ResultOf<typeof SEARCH>;
