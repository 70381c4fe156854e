import type { Metrics } from '../../../platform/telemetry/metrics.ts';
import type { CountedEvents } from './count-events.sql.ts';

/** What is counted of counting. */
export interface CountingMetrics {
  onCounted(events: Pick<CountedEvents, 'given' | 'counted' | 'late' | 'disowned'>): void;
  /** An event failed once more: it is tried again, or dead. */
  onFailed(state: 'RETRYING' | 'DEAD'): void;
}

export function createCountingMetrics(metrics: Metrics): CountingMetrics {
  const events = metrics.counter(
    'marquee_live_events_total',
    'Events taken out of the log, by what became of them',
    ['outcome'],
  );
  const failures = metrics.counter(
    'marquee_live_event_failures_total',
    'Attempts to count an event that failed, by what follows',
    ['state'],
  );
  return {
    onCounted({ given, counted, late, disowned }) {
      events.inc({ outcome: 'counted' }, counted);
      events.inc({ outcome: 'late' }, late);
      events.inc({ outcome: 'disowned' }, disowned);
      events.inc({ outcome: 'duplicate' }, given - counted - late - disowned);
    },
    onFailed: (state) => failures.inc({ state: state.toLowerCase() }),
  };
}
