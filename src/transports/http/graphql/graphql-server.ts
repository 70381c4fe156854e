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
import { InMemoryLRUCache, type KeyValueCache } from '@apollo/utils.keyvaluecache';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Config } from '../../../config.ts';
import { createErrorReporting, type ReportErrors } from '../errors/error-reporting.ts';
import { translateGraphQLError } from '../errors/errors.ts';
import { type Admit, createAdmissionControl } from '../limits/admission.ts';
import { createLimitRules } from '../limits/operation-limits.ts';
import type { RequestScope } from '../request/request-facts.ts';
import { createOperationMetrics, type ObserveOperation } from './operation-metrics.ts';

export interface GraphQLServerOptions {
  readonly config: Pick<Config, 'environment' | 'introspection' | 'operationLimits'>;
  readonly logger: Logger;
  readonly schema: GraphQLSchema;
  /** The HTTP servers whose open requests are answered before the server stops. */
  readonly httpServers: readonly Server[];
  readonly drainMilliseconds: number;
  /** Where automatic persisted queries are kept; by default 10 MB of this process's memory. */
  readonly persistedQueries?: KeyValueCache | undefined;
  readonly admit: Admit;
  readonly observe: ObserveOperation;
  readonly reportErrors: ReportErrors;
  readonly plugins?: readonly ApolloServerPlugin<RequestScope>[];
}

const PERSISTED_QUERIES_BYTES = 10 * 1024 * 1024;

/** Apollo Server with our limits and our errors, and without its features that report to other hosts. */
export function createGraphQLServer(options: GraphQLServerOptions): ApolloServer<RequestScope> {
  const { config, logger, schema, httpServers, drainMilliseconds, admit, observe, reportErrors } = options;
  return new ApolloServer<RequestScope>({
    schema,
    logger,
    nodeEnv: config.environment,
    introspection: config.introspection,
    hideSchemaDetailsFromClientErrors: !config.introspection,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    formatError: translateGraphQLError,
    stringifyResult: (result) => JSON.stringify(result),
    parseOptions: { maxTokens: config.operationLimits.tokens },
    validationRules: [...createLimitRules(config.operationLimits)],
    persistedQueries: {
      cache: options.persistedQueries ?? new InMemoryLRUCache({ maxSize: PERSISTED_QUERIES_BYTES }),
    },
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
      createAdmissionControl(admit),
      ...(options.plugins ?? []),
      createErrorReporting(reportErrors),
      createOperationMetrics(observe),
    ],
  });
}
