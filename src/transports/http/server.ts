import { createServer } from 'node:http';
import type { ApolloServerPlugin } from '@apollo/server';
import type { KeyValueCache } from '@apollo/utils.keyvaluecache';
import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import type { ExampleOperation } from '../../platform/composition/capability.ts';
import type { RateLimits } from '../../platform/limits/rate-limits.ts';
import type { Metrics } from '../../platform/telemetry/metrics.ts';
import type { Tracing } from '../../platform/telemetry/tracing.ts';
import { watchArrivals } from './arrivals.ts';
import { createFastify } from './create-fastify.ts';
import { answerUnreadable } from './errors/answer-unreadable.ts';
import { createErrorReport } from './errors/error-reporting.ts';
import { createCompiledOperations } from './graphql/compiled-path/compiled-operations.ts';
import { createCompiledPath } from './graphql/compiled-path/compiled-path.ts';
import { createDocuments } from './graphql/documents.ts';
import { createEventStreams } from './graphql/event-streams.ts';
import { GRAPHQL_PATH, serveGraphQL } from './graphql/graphql-route.ts';
import { createGraphQLServer } from './graphql/graphql-server.ts';
import { serveGraphQLStream } from './graphql/graphql-stream.ts';
import { createOperationObserver } from './graphql/operation-metrics.ts';
import { createOperationPreparation } from './graphql/prepare-operation.ts';
import { type HealthServer, openHealthServer } from './health/health-server.ts';
import type { TrustedDocuments } from './limits/trusted-documents.ts';
import { listenOnSocket } from './listen-on-socket.ts';
import { type ReadinessFault, serveHealth } from './pages/health.ts';
import { serveWebPage, type WebPage } from './pages/web-page.ts';
import { createContextMaker } from './request/context.ts';
import { chooseCors, refuseStrangePages } from './request/cors.ts';
import type { RequestFacts, RequestScope } from './request/request-facts.ts';
import { traceRequests } from './request/request-tracing.ts';
import { serveOpenApi } from './rest/openapi.ts';

/** How much of the grace period open requests have; the rest is for closing what stands behind them. */
const DRAIN_SHARE_OF_GRACE = 0.8;
/**
 * How many connections wait until they are accepted, as far as the system lets them (net.core.somaxconn). Of 2,500 at once
 * Node's 511 turned the others away until they tried again, seconds later, and health checks with them.
 */
const BACKLOG = 4_096;

export interface HttpServerOptions<Context extends object> {
  readonly config: Pick<
    Config,
    | 'environment'
    | 'host'
    | 'port'
    | 'healthPort'
    | 'corsOrigins'
    | 'playground'
    | 'introspection'
    | 'trustedProxies'
    | 'metricsToken'
    | 'shutdownGraceSeconds'
    | 'operationLimits'
    | 'compilesOperations'
  >;
  readonly logger: Logger;
  /** Served at /metrics; without it nothing is counted. */
  readonly metrics?: Metrics | undefined;
  /** Follows every request and operation; without it nothing is traced. */
  readonly tracing?: Tracing | undefined;
  readonly schema: GraphQLSchema;
  /** A fresh context a request, with its loaders. A CallerError thrown here becomes the answer, with its HTTP status. */
  createContext(request: RequestFacts): Context | Promise<Context>;
  /** Shown in GraphiQL, a tab each, ready to run. */
  readonly exampleOperations: readonly ExampleOperation[];
  /**
   * Adds routes of the capabilities, such as POST /imports. Their bodies arrive as they are: whatever the content type,
   * `request.body` is the unread stream, of any length.
   */
  registerRoutes?(server: FastifyInstance): void | Promise<void>;
  /** What keeps the server from serving now. Asked by /readyz; an empty list means ready. */
  checkReadiness?(): Promise<readonly ReadinessFault[]>;
  /** What does not work while the rest does. Told by /readyz of a server that is ready. */
  findImpairments?(): readonly ReadinessFault[];
  /** Where automatic persisted queries are kept; by default 10 MB of this process's memory. */
  readonly persistedQueries?: KeyValueCache | undefined;
  /** Charged by cost for each operation: to the client's address, and to its organization where that is known. */
  readonly rateLimits?: RateLimits | undefined;
  /** The organization that a request is made for. */
  organizationOf?(context: Context): string | undefined;
  /** The only operations that run; by default, all do that keep the limits. */
  readonly trustedDocuments?: TrustedDocuments | undefined;
  readonly plugins?: readonly ApolloServerPlugin<RequestScope>[];
  /** Shown at `/`; without it, a browser there is led to the playground. */
  readonly webPage?: WebPage | undefined;
}

export interface HttpServer {
  /** Serves at the configured host and port, and health at a port of its own where one is configured. */
  listen(): Promise<{ readonly url: string }>;
  /** Serves the same routes on a Unix socket too; a socket file that an earlier process left behind is replaced. */
  listenOnSocket(path: string): Promise<void>;
  /**
   * Turns readiness off and goes on serving for so long, a connection for each request, so that whoever sends requests
   * here learns to send them elsewhere. Resolves at once where nobody is connected and nobody asks /readyz.
   */
  stepBack(milliseconds: number): Promise<void>;
  /** Turns readiness off, takes no new connection, answers what is open, and stops. Calling it again waits for the same end. */
  close(): Promise<void>;
  readonly fastify: FastifyInstance;
}

/** Builds the server: GraphQL with its playground, health, and the routes that the capabilities add. It does not listen yet. */
export async function createHttpServer<Context extends object>(
  options: HttpServerOptions<Context>,
): Promise<HttpServer> {
  const { config, webPage } = options;
  const fastify = createFastify(options);
  if (options.tracing !== undefined) traceRequests(fastify, options.tracing);
  // An import may take longer to arrive than the 5 minutes that Node allows.
  const socketServer = createServer({ requestTimeout: 0 }, (request, response) =>
    fastify.routing(request, response),
  );
  socketServer.on('clientError', answerUnreadable);
  let healthServer: HealthServer | undefined;
  const documents = createDocuments(options);
  const prepareOperation = createOperationPreparation(options);
  const reportErrors = createErrorReport(options.logger);
  const observe = createOperationObserver(options.metrics, options.tracing);
  const makeContext = createContextMaker(options);
  const { plugins = [] } = options;
  // The caller's own plugins see every request, so that none may go beside Apollo then.
  const operations =
    config.compilesOperations && plugins.length === 0 ? createCompiledOperations(options.schema) : undefined;
  const apollo = createGraphQLServer({
    ...options,
    documents,
    prepareOperation,
    observe,
    reportErrors,
    plugins: operations === undefined ? plugins : [operations.plugin],
    httpServers: [fastify.server, socketServer],
    drainMilliseconds: config.shutdownGraceSeconds * 1_000 * DRAIN_SHARE_OF_GRACE,
  });
  const compiledPath =
    operations && createCompiledPath({ operations, makeContext, prepareOperation, reportErrors, observe });
  let isDraining = false;
  const arrivals = watchArrivals(fastify.server);
  fastify.addHook('onRequest', (_request, reply, done) => {
    if (isDraining) reply.header('connection', 'close');
    done();
  });

  const corsOptions = chooseCors(config);
  if (corsOptions !== undefined) await fastify.register(cors, corsOptions);
  await serveOpenApi(fastify);
  await apollo.start();
  const { schema } = options;
  const answerByEvents = createEventStreams({
    config,
    schema,
    makeContext,
    documents,
    prepareOperation,
    reportErrors,
    observe,
  });
  await fastify.register(
    serveGraphQL({
      ...options,
      apollo,
      compiledPath,
      documents,
      makeContext,
      answerByEvents,
      countConnections: arrivals.count,
    }),
  );
  if (schema.getSubscriptionType() != null) await fastify.register(serveGraphQLStream(answerByEvents));
  await fastify.register(
    serveHealth({
      ...options,
      metricsToken: config.metricsToken,
      onProbe: () => arrivals.expectMore(),
      isDraining: () => isDraining,
    }),
  );
  if (webPage === undefined) {
    fastify.get('/', async (_request, reply) =>
      config.playground === 'off' ? { name: 'Marquee', graphql: GRAPHQL_PATH } : reply.redirect(GRAPHQL_PATH),
    );
  } else {
    await fastify.register(serveWebPage(webPage, config));
  }
  await fastify.register(async (scope) => {
    scope.addHook('onRequest', async (request) => {
      if (request.routeOptions.config.hasOwnOrigins !== true) refuseStrangePages(config, request);
    });
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    await options.registerRoutes?.(scope);
  });
  await fastify.ready();

  let closing: Promise<void> | undefined;
  return {
    fastify,
    async listen() {
      const { host, healthPort } = config;
      if (healthPort !== undefined)
        healthServer = await openHealthServer(
          { host, port: healthPort },
          {
            async answer({ method, url, headers, remoteAddress }) {
              const answered = await fastify.inject({ method, url, headers: { ...headers }, remoteAddress });
              const type = answered.headers['content-type'];
              return {
                status: answered.statusCode,
                body: answered.body,
                headers:
                  type === undefined ? {} : { 'content-type': String(type), 'cache-control': 'no-store' },
              };
            },
            onFailure: (error) =>
              options.logger.error({ err: error }, `nothing answers at HEALTH_PORT ${healthPort} any more`),
          },
        );
      return { url: await fastify.listen({ host: config.host, port: config.port, backlog: BACKLOG }) };
    },
    listenOnSocket: (path) => listenOnSocket(socketServer, path),
    async stepBack(milliseconds) {
      isDraining = true;
      healthServer?.forgetAnswers();
      await arrivals.waitForLast(milliseconds);
    },
    close() {
      isDraining = true;
      healthServer?.forgetAnswers();
      closing ??= apollo
        .stop()
        .then(() => fastify.close())
        .then(() => healthServer?.close());
      return closing;
    },
  };
}
