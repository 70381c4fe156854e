import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/**
 * What the process counts. Whoever counts something makes its metric once, at start-up. Every label must come from a closed
 * set, such as the schema's root fields: no caller can make the metrics grow.
 */
export interface Metrics {
  /** @param read called each time the metrics are read, to set what is counted elsewhere. It must not reject. */
  counter<Label extends string = never>(
    name: string,
    help: string,
    labelNames?: readonly Label[],
    read?: (counter: Counter<Label>) => void | Promise<void>,
  ): Counter<Label>;
  /** @param read as for a counter */
  gauge<Label extends string = never>(
    name: string,
    help: string,
    labelNames?: readonly Label[],
    read?: (gauge: Gauge<Label>) => void | Promise<void>,
  ): Gauge<Label>;
  /** @param buckets upper bounds, ascending; by default those of a duration in seconds, 1 ms to 30 s */
  histogram<Label extends string = never>(
    name: string,
    help: string,
    labelNames?: readonly Label[],
    buckets?: readonly number[],
  ): Histogram<Label>;
  /** Everything in Prometheus' text format. */
  render(): Promise<{ readonly contentType: string; readonly text: string }>;
}

const DURATION_BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Metrics in a registry of their own, with those of the process (memory, CPU, event-loop delay, garbage collection). */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    counter: (name, help, labelNames = [], read) =>
      new Counter({
        name,
        help,
        labelNames: [...labelNames],
        registers,
        ...(read && {
          collect() {
            return read(this);
          },
        }),
      }),
    gauge: (name, help, labelNames = [], read) =>
      new Gauge({
        name,
        help,
        labelNames: [...labelNames],
        registers,
        ...(read && {
          collect() {
            return read(this);
          },
        }),
      }),
    histogram: (name, help, labelNames = [], buckets = DURATION_BUCKETS_SECONDS) =>
      new Histogram({ name, help, labelNames: [...labelNames], buckets: [...buckets], registers }),
    async render() {
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}
