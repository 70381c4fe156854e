import type { SpanExporter } from '@opentelemetry/sdk-trace-node';
import type { Logger } from 'pino';

/** Where it is told that a collector is away. */
export interface DeliveryReport {
  logger: Logger | undefined;
}

/** The exporter, which says once when the collector goes away and once when it is back. Spans that cannot go are dropped. */
export function reportDelivery(exporter: SpanExporter, report: DeliveryReport): SpanExporter {
  let isAway = false;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        if (result.error !== undefined && !isAway) {
          report.logger?.warn(
            { err: result.error },
            'traces cannot be delivered: they are dropped until they can',
          );
        }
        if (result.error === undefined && isAway) report.logger?.info('traces are delivered again');
        isAway = result.error !== undefined;
        done(result);
      });
    },
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  };
}
