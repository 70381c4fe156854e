import { graphql } from '../graph/graphql.ts';

/** When the numbers of a campaign last changed, and nothing else. */
export const CAMPAIGN_VERSION = graphql(`
  query ConsoleCampaignVersion($id: ID!) {
    campaign(id: $id) {
      id
      lastImportedAt
    }
  }
`);
