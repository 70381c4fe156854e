import { ApolloClient, gql, HttpLink } from '@apollo/client';
import { makeCache } from './cache.js';

const url = process.env.MARQUEE_URL ?? 'http://127.0.0.1:4000/graphql';

const client = new ApolloClient({ link: new HttpLink({ uri: url }), cache: makeCache() });

const { data } = await client.query({
  query: gql`
    query TopPerformers($campaignId: ID!, $limit: Int) {
      topPerformers(campaignId: $campaignId, limit: $limit) {
        rank influencerId engagementRate
      }
    }
  `,
  variables: { campaignId: 'summer-glow-2026', limit: 3 },
});
for (const { rank, influencerId, engagementRate } of data.topPerformers) {
  console.log(rank, influencerId, engagementRate);
}
