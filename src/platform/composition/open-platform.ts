import type { KeyValueCache } from '@apollo/utils.keyvaluecache';
import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import { createCache } from '../cache/cache.ts';
import { createCacheMetrics } from '../cache/cache-metrics.ts';
import { createSharedPersistedQueries } from '../cache/persisted-queries.ts';
import { connectRedis } from '../cache/redis.ts';
import { traceRedis } from '../cache/trace-redis.ts';
import { createJobMetrics, type Jobs, openJobs } from '../jobs/index.ts';
import { createChargeRequest } from '../limits/charge-request.ts';
import { listModelBudgets } from '../limits/model-budgets.ts';
import { type Budget, createRateLimits, listRequestBudgets } from '../limits/rate-limits.ts';
import { createMailer } from '../mail/index.ts';
import { createOutbound } from '../outbound/index.ts';
import { createDatabaseMetrics } from '../storage/database-metrics.ts';
import type { OpenStorage } from '../storage/open.ts';
import { traceDatabase } from '../storage/trace-database.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import type { CapabilityDefinition, Platform } from './capability.ts';
import { readSettings } from './capability-settings.ts';

export interface PlatformOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly storage: OpenStorage;
  readonly tracing: Tracing | undefined;
}

/** The foundations that capabilities and transports share, at work. */
export interface OpenPlatform
  extends Omit<Platform, 'jobs' | 'use' | 'contributionsTo' | 'closing' | 'stopping' | 'isFromOperator'> {
  /** Where automatic persisted queries are kept; absent: in the memory of each process. */
  readonly persistedQueries?: KeyValueCache;
  readonly jobs: Jobs;
  /** In words for a log. */
  readonly cacheLocation: string;
  /** Closes what was opened here; the database stays its owner's to close. */
  close(): Promise<void>;
}

/** Opens what is the same for every capability: the traced database, Redis, the cache, metrics and rate limits. */
export function openPlatform(
  definitions: readonly CapabilityDefinition[],
  { config, logger, storage, tracing }: PlatformOptions,
): OpenPlatform {
  const database = tracing === undefined ? storage.database : traceDatabase(storage.database, tracing);
  const metrics = createMetrics();
  createDatabaseMetrics(metrics, database);
  const countCacheAnswer = createCacheMetrics(metrics);
  const redis = config.redisUrl === undefined ? undefined : connectRedis(config.redisUrl, logger);
  if (redis !== undefined && tracing !== undefined) traceRedis(redis, tracing);
  const cache = createCache({
    redis,
    logger,
    onHit: (kind) => countCacheAnswer(kind, 'hit'),
    onMiss: (kind) => countCacheAnswer(kind, 'miss'),
  });
  const rateLimits = createRateLimits({
    budgets: [
      ...listRequestBudgets(config),
      ...listModelBudgets(config),
      ...definitions.flatMap((definition) => listBudgets(definition, config)),
    ],
    logger,
    metrics,
    redis,
  });
  const outbound = createOutbound({ allow: config.outboundAllow, logger, tracing });
  const mailer = createMailer({ ...config.mail, logger });
  return {
    config,
    logger,
    tracing,
    metrics,
    countCacheAnswer,
    database,
    redis,
    cache,
    jobs: openJobs({ database, logger, metrics: createJobMetrics(metrics), tracing }),
    rateLimits,
    charge: createChargeRequest(rateLimits),
    outbound,
    mailer,
    ...(redis && { persistedQueries: createSharedPersistedQueries(redis) }),
    cacheLocation:
      redis === undefined ? 'memory' : `memory and Redis at ${redis.options.host}:${redis.options.port}`,
    async close() {
      await mailer.close();
      await outbound.close();
      redis?.disconnect();
    },
  };
}

function listBudgets<Values>(definition: CapabilityDefinition<Values>, config: Config): readonly Budget[] {
  const { budgets = [] } = definition;
  return [...budgets, ...(definition.listBudgets?.(readSettings(definition, config)) ?? [])];
}
