import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { createCache } from './cache/cache.ts';
import { connectRedis } from './cache/redis.ts';
import type { Config } from './config.ts';
import { buildGraph } from './graph/schema.ts';
import { createHttpServer, type HttpServer } from './http/server.ts';
import {
  createPerformanceLoaders,
  createPerformanceResolvers,
  hasImports,
  type ImportDeps,
  importSample,
  type PerformanceContext,
  performanceExamples,
  performanceResolvers,
  purgeInterrupted,
  registerImportRoute,
  watchCampaignRevisions,
} from './performance/index.ts';
import { listPendingMigrations } from './storage/migrate.ts';
import type { OpenStorage } from './storage/open.ts';
import { createMetrics } from './telemetry/metrics.ts';

/** Until sign-in exists there is one organization, and everybody is in it. */
const ORGANIZATION_ID = 'default';

/** The running product. */
export interface App {
  readonly http: HttpServer;
  /** Where the database and the cache are, in words for a log. */
  readonly database: string;
  readonly cache: string;
  /** Ends running imports, answers what is open, and closes everything, the last opened first. */
  close(): Promise<void>;
}

export interface AppOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly storage: OpenStorage;
}

/** Wires features and infrastructure together. It does not listen yet. */
export async function createApp({ config, logger, storage }: AppOptions): Promise<App> {
  const { database } = storage;
  const metrics = createMetrics();
  const redis = config.redisUrl === undefined ? undefined : connectRedis(config.redisUrl, logger);
  const cache = createCache({
    redis,
    onHit: (kind) => metrics.countCacheAnswer(kind, 'hit'),
    onMiss: (kind) => metrics.countCacheAnswer(kind, 'miss'),
  });
  const imports: ImportDeps = { database, logger, now: () => performance.now() };
  const purged = await purgeInterrupted(database);
  if (purged.length > 0) logger.info({ sources: purged }, 'took out what interrupted imports had left');
  if (database.kind === 'pglite' && !(await hasImports(database, ORGANIZATION_ID))) {
    const { loaded, rejected, source } = await importSample(imports, ORGANIZATION_ID);
    logger.info(
      { source, loaded, rejected },
      `loaded the sample: ${loaded} posts, ${rejected} rows in quarantine`,
    );
  }
  const revisions = await watchCampaignRevisions(database, logger);
  const stopping = new AbortController();

  const http = await createHttpServer<PerformanceContext>({
    config,
    logger,
    metrics,
    schema: await buildGraph(
      performanceResolvers,
      createPerformanceResolvers({ database, cache, revisions }),
    ),
    createContext: () => ({
      organizationId: ORGANIZATION_ID,
      performance: createPerformanceLoaders(database, ORGANIZATION_ID),
    }),
    exampleOperations: performanceExamples,
    registerRoutes: (server) =>
      registerImportRoute(server, {
        ...imports,
        stopping: stopping.signal,
        organizationOf: () => ORGANIZATION_ID,
        onEnded: (organizationId, outcome) => {
          metrics.countImport(outcome.status, outcome);
          if (outcome.status === 'PUBLISHED') revisions.forget({ organizationId, campaignIds: null });
        },
      }),
    checkReadiness: async () => {
      const pending = await listPendingMigrations(database);
      return pending.length === 0
        ? []
        : [{ part: 'migrations', message: `The database lacks the migrations ${pending.join(', ')}.` }];
    },
  });
  storage.serveHolder((request, response) => http.fastify.routing(request, response));

  return {
    http,
    database: `${database.kind} at ${database.location}`,
    cache: redis === undefined ? 'memory' : `memory and Redis at ${redis.options.host}:${redis.options.port}`,
    async close() {
      stopping.abort();
      await http.close();
      await revisions.close();
      await cache.close();
      redis?.disconnect();
      await storage.close();
    },
  };
}

/** The graph without anything behind it, for printing. */
export async function buildSchemaOnly(): Promise<GraphQLSchema> {
  return buildGraph(performanceResolvers);
}
