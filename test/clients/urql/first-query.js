// npm install @urql/core graphql (or urql, @urql/svelte, @urql/vue, which are built on it)
import { Client, cacheExchange, fetchExchange, gql } from '@urql/core';

const url = process.env.MARQUEE_URL ?? 'http://127.0.0.1:4000/graphql';

// fetchSubscriptions: subscriptions come as events from the same address.
const client = new Client({ url, exchanges: [cacheExchange, fetchExchange], fetchSubscriptions: true });

const { data, error } = await client.query(
  gql`
    query TopPerformers($campaignId: ID!, $limit: Int) {
      topPerformers(campaignId: $campaignId, limit: $limit) {
        rank influencerId engagementRate
      }
    }
  `,
  { campaignId: 'summer-glow-2026', limit: 3 },
);
if (error) throw error;
for (const { rank, influencerId, engagementRate } of data.topPerformers) {
  console.log(rank, influencerId, engagementRate);
}
