// TypeGraphQL's decorators ask for it when their files are loaded: before everything else.
import 'reflect-metadata';
import type { IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import {
  accessExamples,
  accessResolvers,
  enforceRules,
  FIRST_ORGANIZATION,
  openAccess,
} from './capabilities/access/index.ts';
import {
  type BriefsContext,
  briefExamples,
  briefKind,
  briefResolvers,
  createBriefResolvers,
  createModelMetrics,
  listBriefBudgets,
  MODEL_CALLS,
  type ModelWatch,
  openBriefs,
} from './capabilities/briefs/index.ts';
import {
  campaignKind,
  createImportMetrics,
  createPerformanceLoaders,
  createPerformanceResolvers,
  createTeamResults,
  hasImports,
  type ImportDeps,
  importKind,
  importSample,
  type PerformanceContext,
  performanceExamples,
  performanceResolvers,
  purgeInterrupted,
  registerPerformanceRoutes,
  watchCampaignRevisions,
} from './capabilities/performance/index.ts';
import type { Config } from './config.ts';
import { createCache } from './platform/cache/cache.ts';
import { createCacheMetrics } from './platform/cache/cache-metrics.ts';
import { createSharedPersistedQueries } from './platform/cache/persisted-queries.ts';
import { connectRedis } from './platform/cache/redis.ts';
import { traceRedis } from './platform/cache/trace-redis.ts';
import { buildGraph } from './platform/graph/schema.ts';
import type { Database } from './platform/storage/database.ts';
import { listPendingMigrations } from './platform/storage/migrate.ts';
import type { OpenStorage } from './platform/storage/open.ts';
import { explainOutage } from './platform/storage/outage.ts';
import { traceDatabase } from './platform/storage/trace-database.ts';
import { createMetrics } from './platform/telemetry/metrics.ts';
import { createTracedFetch } from './platform/telemetry/traced-fetch.ts';
import type { Tracing } from './platform/telemetry/tracing.ts';
import {
  createRateLimits,
  listRequestBudgets,
  type RateLimits,
} from './transports/http/limits/rate-limits.ts';
import { readTrustedDocuments } from './transports/http/limits/trusted-documents.ts';
import type { ReadinessFault } from './transports/http/pages/health.ts';
import { isBuilt } from './transports/http/pages/web-page.ts';
import { createHttpServer, type HttpServer } from './transports/http/server.ts';

/** The web page, as `npm run build` and `npm install` leave it. */
const CONSOLE = { folder: fileURLToPath(new URL('../console/dist/', import.meta.url)) };

/** How much of the grace period imports may go on for; then they are given back, while their clients can still be told. */
const IMPORTS_SHARE_OF_GRACE = 0.6;

const CACHE_ANSWERS = { HIT: 'hit', MISS: 'miss', STALE: 'stale' } as const;

/** The running product. */
export interface App {
  readonly http: HttpServer;
  /** Where the database and the cache are, in words for a log. */
  readonly database: string;
  readonly cache: string;
  /**
   * Answers what is open and closes everything, the last opened first. Imports that have not ended by themselves in more
   * than half of the grace period are given back: nothing of them is published.
   */
  close(): Promise<void>;
}

export interface AppOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly storage: OpenStorage;
  readonly tracing?: Tracing | undefined;
}

/** Wires features and infrastructure together. It does not listen yet. */
export async function createApp({ config, logger, storage, tracing }: AppOptions): Promise<App> {
  const database = tracing === undefined ? storage.database : traceDatabase(storage.database, tracing);
  const metrics = createMetrics();
  const countCacheAnswer = createCacheMetrics(metrics);
  const countImport = createImportMetrics(metrics);
  const modelMetrics = createModelMetrics(metrics);
  const redis = config.redisUrl === undefined ? undefined : connectRedis(config.redisUrl, logger);
  if (redis !== undefined && tracing !== undefined) traceRedis(redis, tracing);
  const cache = createCache({
    redis,
    onHit: (kind) => countCacheAnswer(kind, 'hit'),
    onMiss: (kind) => countCacheAnswer(kind, 'miss'),
  });
  const access = await openAccess({
    config,
    database,
    redis,
    logger,
    kinds: { CAMPAIGN: campaignKind, IMPORT: importKind, BRIEF: briefKind },
  });
  const imports: ImportDeps = { database, logger, now: () => performance.now() };
  const purged = await purgeInterrupted(database);
  if (purged.length > 0) logger.info({ sources: purged }, 'took out what interrupted imports had left');
  if (database.kind === 'pglite' && !(await hasImports(database, FIRST_ORGANIZATION))) {
    const { loaded, rejected, source } = await importSample(imports, FIRST_ORGANIZATION);
    logger.info(
      { source, loaded, rejected },
      `loaded the sample: ${loaded} posts, ${rejected} rows in quarantine`,
    );
  }
  const revisions = await watchCampaignRevisions(database, logger);
  const stopping = new AbortController();
  // Whoever can open the socket in the data folder has the database itself: nothing is asked of them.
  const fromHolder = new WeakSet<IncomingMessage>();

  const rateLimits = createRateLimits({
    budgets: [...listRequestBudgets(config), ...listBriefBudgets(config)],
    logger,
    metrics,
    ...(redis && { redis }),
  });
  const briefs = openBriefs({
    config,
    database,
    redis,
    logger,
    teamResults: createTeamResults({ database, cache, revisions }),
    watchFor: (organizationId) => watchModel(organizationId, { rateLimits, modelMetrics, tracing }),
    fetch: tracing && createTracedFetch(tracing),
    onAnswer: (status) => countCacheAnswer('brief', CACHE_ANSWERS[status]),
  });

  const http = await createHttpServer<PerformanceContext & BriefsContext>({
    config,
    logger,
    metrics,
    tracing,
    schema: await buildRuledGraph([
      ...access.resolvers,
      ...createPerformanceResolvers({ cache, revisions }),
      ...createBriefResolvers({ now: () => new Date() }),
    ]),
    createContext: async (request) => {
      const context = await access.createContext(request);
      const { viewer, organizationId, permissions, origin, renew } = context;
      const performance = createPerformanceLoaders(context);
      // Name by name: spreading an object into another takes microseconds, several times what answering from memory does.
      return {
        viewer,
        organizationId,
        permissions,
        database: context.database,
        origin,
        renew,
        performance,
        request,
        briefs,
      };
    },
    organizationOf: ({ organizationId }) => organizationId || undefined,
    exampleOperations: [...performanceExamples, ...briefExamples, ...accessExamples],
    rateLimits,
    ...(redis && { persistedQueries: createSharedPersistedQueries(redis) }),
    webPage: isBuilt(CONSOLE) ? { ...CONSOLE, signInWith: access.providers } : undefined,
    ...(config.trustedDocuments && { trustedDocuments: await readTrustedDocuments(config.trustedDocuments) }),
    registerRoutes: (server) => {
      access.registerRoutes(server);
      registerPerformanceRoutes(server, {
        ...imports,
        stopping: stopping.signal,
        readerOf: (request, resource) => access.authorizeReading(request, resource),
        authorize: (request) => access.authorizeImport(request, fromHolder.has(request.raw)),
        onEnded: (organizationId, outcome) => {
          countImport(outcome.status, outcome);
          if (outcome.status === 'PUBLISHED') revisions.forget({ organizationId, campaignIds: null });
        },
      });
    },
    checkReadiness: () => checkDatabase(database, logger),
  });
  storage.serveHolder((request, response) => {
    fromHolder.add(request);
    http.fastify.routing(request, response);
  });

  return {
    http,
    database: `${database.kind} at ${database.location}`,
    cache: redis === undefined ? 'memory' : `memory and Redis at ${redis.options.host}:${redis.options.port}`,
    async close() {
      const giveBackAfter = config.shutdownGraceSeconds * 1_000 * IMPORTS_SHARE_OF_GRACE;
      const giveBack = setTimeout(() => stopping.abort(), giveBackAfter);
      await http.close();
      clearTimeout(giveBack);
      await access.close();
      await revisions.close();
      await cache.close();
      redis?.disconnect();
      await storage.close();
    },
  };
}

/** Counts an organization's model calls, and refuses those beyond its budget. */
function watchModel(
  organizationId: string,
  {
    rateLimits,
    modelMetrics,
    tracing,
  }: {
    rateLimits: RateLimits;
    modelMetrics: ReturnType<typeof createModelMetrics>;
    tracing: Tracing | undefined;
  },
): ModelWatch {
  return {
    within(model, call) {
      const attributes = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': model };
      return tracing === undefined
        ? call()
        : tracing.within({ name: `chat ${model}`, kind: 'client', attributes }, call);
    },
    admitCall: () => rateLimits.charge(MODEL_CALLS, organizationId),
    ...modelMetrics,
  };
}

async function checkDatabase(database: Database, logger: Logger): Promise<ReadinessFault[]> {
  try {
    const pending = await listPendingMigrations(database);
    if (pending.length === 0) return [];
    return [{ part: 'migrations', message: `The database lacks the migrations ${pending.join(', ')}.` }];
  } catch (error) {
    const outage = explainOutage(error);
    if (outage === undefined) throw error;
    logger.warn({ err: error }, 'not ready: the database is away');
    return [{ part: 'database', message: outage.message }];
  }
}

/** The graph without anything behind it, for printing. */
export async function buildSchemaOnly(): Promise<GraphQLSchema> {
  return buildRuledGraph([]);
}

/** The graph of all capabilities. It is not built where an operation has no rule. */
async function buildRuledGraph(instances: readonly object[]): Promise<GraphQLSchema> {
  const schema = await buildGraph(
    [...accessResolvers, ...performanceResolvers, ...briefResolvers],
    instances,
  );
  enforceRules(schema);
  return schema;
}
