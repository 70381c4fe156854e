import type { Logger } from 'pino';
import { type Session, statement } from '../../../platform/storage/database.ts';
import type { CountBatch, SetAside } from '../log/event-log.ts';
import { type CountedEvents, countEvents } from './count-events.sql.ts';
import type { CountingMetrics } from './counting-metrics.ts';
import { keepFailed } from './failed-events.sql.ts';
import { describeFailure } from './failure.ts';
import { encodeChanges, METRICS_CHANNEL } from './metrics-channel.ts';
import { retryDelay } from './retry-delay.ts';

/**
 * Until the transaction ends. A table that grew a moment ago has no statistics: the ids of a batch would be compared with each other,
 * each with all.
 */
const PLAN_HASHED_JOINS = statement('events_plan', `select set_config('enable_nestloop', 'off', true)`);

const NOTIFY = statement('events_notify', 'select pg_notify($1, $2)');

export interface CounterDeps {
  readonly logger: Logger;
  readonly metrics: CountingMetrics;
  readonly retryMilliseconds: number;
}

/** What a log does with its batches. */
export interface Counter {
  readonly count: CountBatch;
  readonly setAside: SetAside;
}

export function createCounter({ logger, metrics, retryMilliseconds }: CounterDeps): Counter {
  return {
    async count(session, { partition, first, last, source }) {
      const begun = performance.now();
      await session.query(PLAN_HASHED_JOINS);
      const [outcome] = await session.query<CountedEvents>(countEvents(source), source.values);
      if (outcome === undefined) throw new Error('counting events gave no outcome');
      await notifyChanges(session, outcome.campaigns);
      const { given, counted, late, disowned } = outcome;
      metrics.onCounted(outcome);
      const milliseconds = Math.round(performance.now() - begun);
      logger.debug({ partition, first, last, given, counted, late, milliseconds }, 'counted events');
      if (disowned > 0)
        logger.warn(
          { partition, first, last, events: disowned },
          'events of organizations that are gone were not counted',
        );
    },
    async setAside(session, { partition, first, source }, error) {
      const { code, message } = describeFailure(error);
      const delay = retryDelay(1, retryMilliseconds);
      await session.query(keepFailed(source), [...source.values, code, message, BigInt(delay)]);
      metrics.onFailed('RETRYING');
      logger.error({ err: error, partition, position: first, code }, 'an event could not be counted');
    },
  };
}

/** Tells every process, when the transaction commits, whose metrics are others now. */
export async function notifyChanges(session: Session, campaigns: readonly string[]): Promise<void> {
  for (const payload of encodeChanges(campaigns)) await session.query(NOTIFY, [METRICS_CHANNEL, payload]);
}
