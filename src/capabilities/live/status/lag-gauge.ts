import type { Logger } from 'pino';
import type { EventLog } from '../log/event-log.ts';

/** How often the lag is read at most. */
const AT_MOST_EVERY = 1_000;

export interface LagGaugeOptions {
  readonly log: Pick<EventLog, 'lag'>;
  readonly logger: Logger;
  /** How many events may wait to be counted. */
  readonly limit: number;
  readonly now?: () => number;
}

/** How full the log is, as it was a moment ago: asking never waits. */
export interface LagGauge {
  /** Whether so many events wait to be counted that no more are to be taken. */
  isFull(): boolean;
}

/** Reads the lag while somebody asks, at most once a second, and beside those who ask. */
export function createLagGauge({
  log,
  logger,
  limit,
  now = () => performance.now(),
}: LagGaugeOptions): LagGauge {
  let waiting = 0;
  let readAt = Number.NEGATIVE_INFINITY;
  let isReading = false;
  const read = async () => {
    isReading = true;
    readAt = now();
    try {
      waiting = (await log.lag()).reduce((sum, partition) => sum + partition.waiting, 0);
    } catch (error) {
      logger.warn({ err: error }, 'how many events wait could not be read');
    }
    isReading = false;
  };
  return {
    isFull() {
      if (!isReading && now() - readAt >= AT_MOST_EVERY) void read();
      return waiting >= limit;
    },
  };
}
