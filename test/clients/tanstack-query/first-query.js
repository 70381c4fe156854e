// npm install @tanstack/query-core graphql-request graphql (or @tanstack/react-query: useQuery takes the same object)
import { QueryClient } from '@tanstack/query-core';
import { gql, request } from 'graphql-request';

const url = process.env.MARQUEE_URL ?? 'http://127.0.0.1:4000/graphql';

const document = gql`
  query TopPerformers($campaignId: ID!, $limit: Int) {
    topPerformers(campaignId: $campaignId, limit: $limit) {
      rank influencerId engagementRate
    }
  }
`;
const variables = { campaignId: 'summer-glow-2026', limit: 3 };

const data = await new QueryClient().fetchQuery({
  queryKey: ['topPerformers', variables],
  queryFn: ({ signal }) => request({ url, document, variables, signal }),
});
for (const { rank, influencerId, engagementRate } of data.topPerformers) {
  console.log(rank, influencerId, engagementRate);
}
