import type { Logger } from 'pino';
import type { Database } from '../../platform/storage/database.ts';
import type { Metrics } from '../../platform/telemetry/metrics.ts';
import { createCountingMetrics } from './counting/counting-metrics.ts';
import { type Counting, startCounting } from './counting/start-counting.ts';
import type { EventLog } from './log/event-log.ts';
import { openPostgresLog } from './log/postgres-log.ts';

export interface OpenLogDeps {
  readonly database: Database;
  readonly logger: Logger;
}

/** The log that the settings choose. */
export function openEventLog(deps: OpenLogDeps): Promise<EventLog> {
  return openPostgresLog(deps);
}

/** Counts the events of a log in this process, until it is stopped. */
export function countEventsOf(
  log: EventLog,
  { database, logger, metrics }: OpenLogDeps & { readonly metrics: Metrics },
): Promise<Counting> {
  return startCounting({
    log,
    database: database.inBackground(),
    logger,
    metrics: createCountingMetrics(metrics),
  });
}
