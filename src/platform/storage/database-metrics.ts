import type { Metrics } from '../telemetry/metrics.ts';
import type { Database } from './database.ts';

/** Tells what waits for the database, and how much was refused because too much did. */
export function createDatabaseMetrics(metrics: Metrics, { load }: Pick<Database, 'load'>): void {
  metrics.gauge('marquee_database_waiting', 'Work that waits for a connection to the database', [], (gauge) =>
    gauge.set(load().waiting),
  );
  metrics.counter(
    'marquee_database_refused_total',
    'Work refused because the database queue was full or waiting timed out',
    [],
    (counter) => {
      counter.reset();
      counter.inc(load().refused);
    },
  );
}
