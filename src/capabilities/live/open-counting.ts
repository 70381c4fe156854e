import type { Logger } from 'pino';
import type { Database } from '../../platform/storage/database.ts';
import type { Metrics } from '../../platform/telemetry/metrics.ts';
import { createCountingMetrics } from './counting/counting-metrics.ts';
import { type Counting, startCounting } from './counting/start-counting.ts';
import type { EventLog } from './log/event-log.ts';
import { openPostgresLog } from './log/postgres-log.ts';
import type { LiveSettings } from './settings.ts';

export interface OpenLogDeps {
  readonly database: Database;
  readonly logger: Logger;
}

/** The log that the settings choose. */
export async function openEventLog(
  deps: OpenLogDeps,
  {
    kafkaBrokers: brokers,
    kafkaPrefix,
    kafkaUsesTls: tls,
    kafkaMechanism: mechanism,
    kafkaUser: username,
    kafkaPassword: password,
    idDays,
  }: LiveSettings,
): Promise<EventLog> {
  if (brokers === undefined) return openPostgresLog(deps);
  // Whoever has no Kafka need not load what speaks with it.
  const [{ openKafkaLog }, { nameInKafka }] = await Promise.all([
    import('./log/kafka/kafka-log.ts'),
    import('./log/kafka/kafka-settings.ts'),
  ]);
  const sasl =
    username === undefined || password === undefined ? undefined : { mechanism, username, password };
  return openKafkaLog({ ...deps, idDays, settings: { ...nameInKafka(kafkaPrefix), brokers, tls, sasl } });
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
