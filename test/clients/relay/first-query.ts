import { fetchQuery, graphql } from 'relay-runtime';
import type { firstQuery } from './__generated__/firstQuery.graphql.ts';
import { environment } from './environment.js';

const data = await fetchQuery<firstQuery>(
  environment,
  graphql`
    query firstQuery($campaignId: ID!, $limit: Int) {
      topPerformers(campaignId: $campaignId, limit: $limit) {
        rank influencerId engagementRate
      }
    }
  `,
  { campaignId: 'summer-glow-2026', limit: 3 },
).toPromise();
for (const { rank, influencerId, engagementRate } of data?.topPerformers ?? []) {
  console.log(rank, influencerId, engagementRate);
}
