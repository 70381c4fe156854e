import type { Counter } from 'prom-client';
import type { Metrics } from '../../../platform/telemetry/metrics.ts';

/** Counts clients that left, by the pattern of their route: there are only so many of those. */
export function createDepartureMetrics(metrics: Metrics): Counter<'route'> {
  return metrics.counter(
    'marquee_clients_gone_total',
    'Clients that disconnected before their response was complete',
    ['route'],
  );
}
