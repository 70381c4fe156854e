import 'reflect-metadata';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { pino } from 'pino';
import { accessResolvers, openAccess } from '../../../src/capabilities/access/index.ts';
import {
  createPerformanceLoaders,
  createPerformanceResolvers,
  type PerformanceContext,
  performanceResolvers,
  watchCampaignRevisions,
} from '../../../src/capabilities/performance/index.ts';
import { readConfig } from '../../../src/config.ts';
import { createCache } from '../../../src/platform/cache/cache.ts';
import { buildGraph } from '../../../src/platform/graph/schema.ts';
import { createMailer } from '../../../src/platform/mail/index.ts';
import { openPostgres } from '../../../src/platform/storage/postgres/postgres.ts';

/** Apollo Server as its own documentation starts it, with the product's schema, resolvers, cache and database. */
const logger = pino({ level: 'silent' });
const database = openPostgres(process.env.DATABASE_URL ?? '', logger);
const revisions = await watchCampaignRevisions(database, logger);
const config = readConfig({});
const access = await openAccess({
  config,
  database,
  redis: undefined,
  logger,
  kinds: {},
  mailer: createMailer({ ...config.mail, logger }),
});
const schema = await buildGraph(
  [...accessResolvers, ...performanceResolvers],
  [
    ...access.resolvers,
    ...createPerformanceResolvers({ cache: createCache({ redis: undefined }), revisions }),
  ],
);
const { url } = await startStandaloneServer(new ApolloServer<PerformanceContext>({ schema }), {
  listen: { host: '127.0.0.1', port: Number(process.env.PORT) },
  context: async ({ req }) => {
    const context = await access.createContext({
      id: '',
      ip: req.socket.remoteAddress ?? '',
      headers: req.headers,
    });
    return { ...context, performance: createPerformanceLoaders(context) };
  },
});
console.log(`serving on ${url}`);
