import type { Server } from 'node:http';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Config } from '../../../config.ts';
import { createErrorReporting, type ReportErrors } from '../errors/error-reporting.ts';
import { translateGraphQLError } from '../errors/errors.ts';
import type { RequestScope } from '../request/request-facts.ts';
import type { Documents } from './documents.ts';
import { createOperationMetrics, type ObserveOperation } from './operation-metrics.ts';
import { type PrepareOperation, prepareForApollo } from './prepare-operation.ts';

export interface GraphQLServerOptions {
  readonly config: Pick<Config, 'environment' | 'introspection'>;
  readonly logger: Logger;
  readonly schema: GraphQLSchema;
  /** The HTTP servers whose open requests are answered before the server stops. */
  readonly httpServers: readonly Server[];
  readonly drainMilliseconds: number;
  readonly documents: Documents;
  readonly prepareOperation: PrepareOperation;
  readonly observe: ObserveOperation;
  readonly reportErrors: ReportErrors;
  readonly plugins?: readonly ApolloServerPlugin<RequestScope>[];
}

/** Apollo Server with our limits and our errors, and without its features that report to other hosts. */
export function createGraphQLServer(options: GraphQLServerOptions): ApolloServer<RequestScope> {
  const { config, documents, logger, schema, httpServers, drainMilliseconds } = options;
  return new ApolloServer<RequestScope>({
    schema,
    logger,
    nodeEnv: config.environment,
    introspection: config.introspection,
    hideSchemaDetailsFromClientErrors: !config.introspection,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    // GET changes nothing, and nobody is signed in by a cookie (the only one leads back from a provider of sign-in, under
    // /auth): what a page of another site can send gains it nothing, nor can it read the answer. A POST takes JSON alone,
    // which such a page cannot send without asking first.
    csrfPrevention: false,
    allowBatchedHttpRequests: false,
    formatError: translateGraphQLError,
    stringifyResult: (result) => JSON.stringify(result),
    parseOptions: documents.parseOptions,
    validationRules: [...documents.limitRules],
    persistedQueries: { cache: documents.persistedQueries },
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      // Apollo's cache control wraps every resolver; the leaderboards have a cache of their own.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ...httpServers.map((httpServer) =>
        ApolloServerPluginDrainHttpServer({ httpServer, stopGracePeriodMillis: drainMilliseconds }),
      ),
      prepareForApollo(options.prepareOperation),
      ...(options.plugins ?? []),
      createErrorReporting(options.reportErrors),
      createOperationMetrics(options.observe),
    ],
  });
}
