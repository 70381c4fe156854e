import Fastify from 'fastify';
import pg from 'pg';
import { firstRows } from '../../../src/capabilities/performance/leaderboard/leaderboard.sql.ts';

/** The least that HTTP adds to the query: a Fastify route that runs it and sends the rows. */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const { name, text } = firstRows('ENGAGEMENT_RATE');
const server = Fastify();

interface Asked {
  readonly variables: { readonly campaignId: string; readonly minViews: number };
}

server.post<{ Body: Asked }>('/graphql', async ({ body: { variables } }) => {
  const values = ['default', variables.campaignId, variables.minViews, 10];
  const { rows } = await pool.query({ name, text, values });
  return { data: { topPerformers: rows } };
});
await server.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
console.log(`serving on http://127.0.0.1:${process.env.PORT}`);
