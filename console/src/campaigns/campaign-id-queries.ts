import { graphql } from '../graph/graphql.ts';

/** Campaigns whose id holds a text, best matches first, as suggestions. */
export const CAMPAIGN_IDS = graphql(`
  query ConsoleCampaignIds($search: String) {
    campaigns(first: 20, search: $search, orderBy: BEST_MATCH) {
      edges {
        node {
          id
        }
      }
    }
  }
`);
