import type { Logger } from 'pino';
import { type Database, statement } from '../../../platform/storage/database.ts';
import type { Metrics } from '../../../platform/telemetry/metrics.ts';
import type { Receipt } from '../intake/receipt.ts';
import type { EventLog } from '../log/event-log.ts';

/** What is counted of accepting events. */
export interface IntakeMetrics {
  onReceipts(receipts: readonly Receipt[], isPublic: boolean): void;
}

export function createIntakeMetrics(metrics: Metrics): IntakeMetrics {
  const accepted = metrics.counter(
    'marquee_live_events_accepted_total',
    'Events that were accepted, by origin',
    ['origin'],
  );
  const refused = metrics.counter('marquee_live_events_refused_total', 'Events that were refused, by code', [
    'code',
  ]);
  return {
    onReceipts(receipts, isPublic) {
      let count = 0;
      for (const { error } of receipts) {
        if (error === null) count += 1;
        else refused.inc({ code: error.code });
      }
      if (count > 0) accepted.inc({ origin: isPublic ? 'public' : 'trusted' }, count);
    },
  };
}

/** Every failed event is read: they are few, or somebody has to look. */
const COUNT_FAILED = statement(
  'live_count_failed',
  `select count(*) filter (where state = 'RETRYING')::int as retrying, count(*) filter (where state = 'DEAD')::int as dead
     from failed_event`,
);

export interface LagMetricsDeps {
  readonly database: Pick<Database, 'query'>;
  readonly log: Pick<EventLog, 'lag'>;
  readonly logger: Logger;
  readonly now?: () => Date;
}

/** What waits, of all organizations: read when the metrics are. */
export function createLagMetrics(
  metrics: Metrics,
  { database, log, logger, now = () => new Date() }: LagMetricsDeps,
): void {
  const oldest = metrics.gauge(
    'marquee_live_oldest_event_seconds',
    'How long ago the oldest event was accepted that is not counted yet; 0 where none waits',
  );
  metrics.gauge(
    'marquee_live_events_waiting',
    'Events that are accepted and not counted yet',
    [],
    async (waiting) => {
      try {
        const lag = await log.lag();
        const times = lag.flatMap(({ oldestAcceptedAt }) => oldestAcceptedAt?.getTime() ?? []);
        waiting.set(lag.reduce((sum, partition) => sum + partition.waiting, 0));
        oldest.set(times.length === 0 ? 0 : Math.max(0, (now().getTime() - Math.min(...times)) / 1_000));
      } catch (error) {
        logger.warn({ err: error }, 'how many events wait could not be read');
      }
    },
  );
  metrics.gauge('marquee_live_failed_events', 'Events that failed, by state', ['state'], async (failed) => {
    try {
      const [count] = await database.query<{ retrying: number; dead: number }>(COUNT_FAILED);
      failed.set({ state: 'retrying' }, count?.retrying ?? 0);
      failed.set({ state: 'dead' }, count?.dead ?? 0);
    } catch (error) {
      logger.warn({ err: error }, 'how many events failed could not be read');
    }
  });
}
