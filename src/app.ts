// TypeGraphQL's decorators ask for it when their files are loaded: before everything else.
import 'reflect-metadata';
import type { IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { access } from './capabilities/access/index.ts';
import { briefs } from './capabilities/briefs/index.ts';
import { imports } from './capabilities/imports/index.ts';
import { live } from './capabilities/live/index.ts';
import { operations } from './capabilities/operations/index.ts';
import { performance } from './capabilities/performance/index.ts';
import type { Config } from './config.ts';
import type { CapabilityDefinition, ExampleOperation } from './platform/composition/capability.ts';
import { createContextFactory } from './platform/composition/context.ts';
import { openCapabilities } from './platform/composition/open-capabilities.ts';
import { type OpenPlatform, openPlatform } from './platform/composition/open-platform.ts';
import { buildCapabilityGraph } from './platform/composition/schema.ts';
import { startJobs } from './platform/composition/start-jobs.ts';
import { checkDatabase } from './platform/storage/database-readiness.ts';
import type { OpenStorage } from './platform/storage/open.ts';
import type { Metrics } from './platform/telemetry/metrics.ts';
import type { Tracing } from './platform/telemetry/tracing.ts';
import { readTrustedDocuments } from './transports/http/limits/trusted-documents.ts';
import { isBuilt } from './transports/http/pages/web-page.ts';
import { createHttpServer, type HttpServer } from './transports/http/server.ts';

/** What the product is made of, each after those that it builds on. */
export const CAPABILITIES: readonly CapabilityDefinition[] = [
  access,
  performance,
  imports,
  live,
  briefs,
  operations,
];

/** The web page, as `npm run build` and `npm install` leave it. */
const CONSOLE = { folder: fileURLToPath(new URL('../console/dist/', import.meta.url)) };

/** How much of the grace period work may go on for; then it is given back, while its clients can still be told. */
const WORK_SHARE_OF_GRACE = 0.6;

/** The running product. */
export interface App {
  readonly http: HttpServer;
  /** Where the database and the cache are, in words for a log. */
  readonly database: string;
  readonly cache: string;
  /** What it counts; served at /metrics. */
  readonly metrics: Metrics;
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

/** Wires the capabilities to the platform and to their transports. It does not listen yet. */
export async function createApp({ config, logger, storage, tracing }: AppOptions): Promise<App> {
  // Whoever can open the socket in the data folder has the database itself: nothing is asked of them.
  const fromOperator = new WeakSet<IncomingMessage>();
  const closing = new AbortController();
  const stopping = new AbortController();
  const platform: OpenPlatform = openPlatform(CAPABILITIES, { config, logger, storage, tracing });
  const capabilities = await openCapabilities(CAPABILITIES, {
    ...platform,
    closing: closing.signal,
    stopping: stopping.signal,
    isFromOperator: (request) => fromOperator.has(request),
  });
  const http = await createHttpServer({
    ...platform,
    schema: await buildCapabilityGraph(CAPABILITIES, capabilities.list),
    createContext: createContextFactory(capabilities.list),
    organizationOf: ({ organizationId }) => organizationId || undefined,
    exampleOperations: listExamples(),
    webPage: isBuilt(CONSOLE)
      ? { ...CONSOLE, signInWith: capabilities.list.flatMap(({ signInWith = [] }) => signInWith) }
      : undefined,
    ...(config.trustedDocuments && { trustedDocuments: await readTrustedDocuments(config.trustedDocuments) }),
    registerRoutes(server) {
      for (const capability of capabilities.list) capability.registerRoutes?.(server);
    },
    checkReadiness: () => checkDatabase(platform.database, logger),
    findImpairments: () => capabilities.list.flatMap((capability) => capability.findImpairments?.() ?? []),
  });
  await startJobs(platform, capabilities.list);
  storage.serveHolder((request, response) => {
    fromOperator.add(request);
    http.fastify.routing(request, response);
  });
  return {
    http,
    database: `${platform.database.kind} at ${platform.database.location}`,
    cache: platform.cacheLocation,
    metrics: platform.metrics,
    async close() {
      closing.abort();
      const giveBackAfter = config.shutdownGraceSeconds * 1_000 * WORK_SHARE_OF_GRACE;
      const giveBack = setTimeout(() => stopping.abort(), giveBackAfter);
      await Promise.all([http.close(), platform.jobs.close(giveBackAfter)]);
      clearTimeout(giveBack);
      await capabilities.close();
      await platform.close();
      await storage.close();
    },
  };
}

/** What people come for stands first in the playground, and who they are last. */
function listExamples(): readonly ExampleOperation[] {
  const others = CAPABILITIES.filter((definition) => definition !== access);
  return [...others, access].flatMap(({ examples = [] }) => examples);
}

/** The graph without anything behind it, for printing. */
export async function buildSchemaOnly(): Promise<GraphQLSchema> {
  return buildCapabilityGraph(CAPABILITIES, []);
}
