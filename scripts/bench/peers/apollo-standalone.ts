import 'reflect-metadata';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { pino } from 'pino';
import { CAPABILITIES } from '../../../src/app.ts';
import { readAppConfig } from '../../../src/app-settings.ts';
import { createContextFactory } from '../../../src/platform/composition/context.ts';
import { openCapabilities } from '../../../src/platform/composition/open-capabilities.ts';
import { openPlatform } from '../../../src/platform/composition/open-platform.ts';
import { buildCapabilityGraph } from '../../../src/platform/composition/schema.ts';
import type { RequestContext } from '../../../src/platform/graph/context.ts';
import { openPostgres } from '../../../src/platform/storage/postgres/postgres.ts';

/** Apollo Server as its own documentation starts it, with the product's schema, resolvers, cache and database. */
const logger = pino({ level: 'silent' });
const database = openPostgres(process.env.DATABASE_URL ?? '', logger);
const storage = {
  taken: undefined,
  database,
  serveHolder: () => undefined,
  close: () => database.close(),
};
const platform = openPlatform(CAPABILITIES, {
  config: readAppConfig({}),
  logger,
  storage,
  tracing: undefined,
});
const capabilities = await openCapabilities(CAPABILITIES, {
  ...platform,
  closing: new AbortController().signal,
  stopping: new AbortController().signal,
  isFromOperator: () => false,
});
const createContext = createContextFactory(capabilities.list);
const schema = await buildCapabilityGraph(CAPABILITIES, capabilities.list);
const { url } = await startStandaloneServer(new ApolloServer<RequestContext>({ schema }), {
  listen: { host: '127.0.0.1', port: Number(process.env.PORT) },
  context: async ({ req }) =>
    createContext({
      id: '',
      ip: req.socket.remoteAddress ?? '',
      headers: req.headers,
      signal: new AbortController().signal,
    }),
});
console.log(`serving on ${url}`);
