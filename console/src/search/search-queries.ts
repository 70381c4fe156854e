import { graphql, type ResultOf } from '../graph/graphql.ts';

/** Some of each kind whose name holds a text: more than are shown, of which those are chosen whose name begins with it. */
export const SEARCH = graphql(`
  query ConsoleSearch($search: String!) {
    campaigns(first: 25, search: $search, orderBy: LAST_IMPORTED_AT_DESC) {
      nodes {
        id
        influencerCount
      }
      pageInfo {
        hasNextPage
      }
    }
    influencers(first: 25, search: $search) {
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
