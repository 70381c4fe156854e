// npm install graphql-request graphql
import { gql, request } from 'graphql-request';

const url = process.env.MARQUEE_URL ?? 'http://127.0.0.1:4000/graphql';

const data = await request(
  url,
  gql`
    query TopPerformers($campaignId: ID!, $limit: Int) {
      topPerformers(campaignId: $campaignId, limit: $limit) {
        rank influencerId engagementRate
      }
    }
  `,
  { campaignId: 'summer-glow-2026', limit: 3 },
);
for (const { rank, influencerId, engagementRate } of data.topPerformers) {
  console.log(rank, influencerId, engagementRate);
}
