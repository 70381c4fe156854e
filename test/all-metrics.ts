// TypeGraphQL's decorators ask for it when their files are loaded: before everything else.
import 'reflect-metadata';
import { GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import { createImportMetrics } from '../src/capabilities/imports/run/import-metrics.ts';
import { createCountingMetrics } from '../src/capabilities/live/counting/counting-metrics.ts';
import { createIntakeMetrics, createLagMetrics } from '../src/capabilities/live/status/live-metrics.ts';
import { createModelMetrics } from '../src/platform/agents/model-metrics.ts';
import { createCacheMetrics } from '../src/platform/cache/cache-metrics.ts';
import { createJobMetrics } from '../src/platform/jobs/index.ts';
import { createRateLimits } from '../src/platform/limits/rate-limits.ts';
import { createDatabaseMetrics } from '../src/platform/storage/database-metrics.ts';
import { createMetrics } from '../src/platform/telemetry/metrics.ts';
import { createRejectionHandler } from '../src/platform/telemetry/unhandled-rejections.ts';
import { createDeprecatedUses } from '../src/transports/http/graphql/deprecated-uses.ts';
import { createOperationObserver } from '../src/transports/http/graphql/operation-metrics.ts';
import { createDepartureMetrics } from '../src/transports/http/request/departure-metrics.ts';

/** Every metric of the product, as its parts make them. */
export function createAllMetrics() {
  const metrics = createMetrics();
  return {
    metrics,
    observeOperation: createOperationObserver(metrics, undefined),
    countDeprecatedUses: createDeprecatedUses(new GraphQLSchema({}), metrics),
    countCacheAnswer: createCacheMetrics(metrics),
    countImport: createImportMetrics(metrics),
    model: createModelMetrics(metrics),
    rateLimits: createRateLimits({
      budgets: [{ name: 'client', points: 1, seconds: 60, spends: 'operations' }],
      logger: pino({ level: 'silent' }),
      metrics,
    }),
    clientsGone: createDepartureMetrics(metrics),
    onUnhandledRejection: createRejectionHandler(metrics, pino({ level: 'silent' })),
    database: createDatabaseMetrics(metrics, {
      load: () => ({ waiting: 0, refused: 0, isOverloaded: false }),
    }),
    jobs: createJobMetrics(metrics),
    intake: createIntakeMetrics(metrics),
    counting: createCountingMetrics(metrics),
    lag: createLagMetrics(metrics, {
      database: { query: async () => [] },
      log: { lag: async () => [] },
      logger: pino({ level: 'silent' }),
    }),
  };
}
