import { readFileSync } from 'node:fs';
import Fastify from 'fastify';
import mercurius from 'mercurius';

/** Mercurius with graphql-jit, answering from memory and doing nothing else. */
const rows: readonly Readonly<Record<string, unknown>>[] = JSON.parse(
  readFileSync(process.env.BENCH_ROWS ?? '', 'utf8'),
);
const server = Fastify();
server.register(mercurius, {
  schema: `
    scalar Count
    enum RankBy { ENGAGEMENT_RATE CONFIDENT_ENGAGEMENT_RATE VIEWS INTERACTIONS }
    type Query {
      topPerformers(campaignId: ID!, limit: Int! = 10, rankBy: RankBy! = ENGAGEMENT_RATE, minViews: Count): [TopPerformer!]!
    }
    type TopPerformer {
      rank: Int!
      influencerId: ID!
      postCount: Count!
      views: Count!
      interactions: Count!
      engagementRate: Float
      confidentEngagementRate: Float
    }`,
  resolvers: {
    Query: { topPerformers: async (_root: unknown, { limit }: { limit: number }) => rows.slice(0, limit) },
  },
  jit: 1,
});
await server.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
console.log(`serving on http://127.0.0.1:${process.env.PORT}`);
