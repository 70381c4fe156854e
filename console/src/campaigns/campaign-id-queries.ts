import { graphql } from '../graph/graphql.ts';

/** Campaigns whose id holds a text, as suggestions. */
export const CAMPAIGN_IDS = graphql(`
  query ConsoleCampaignIds($search: String) {
    campaigns(first: 20, search: $search) {
      edges {
        node {
          id
        }
      }
    }
  }
`);
