import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';

/**
 * What is done about a promise that failed and that nobody caught: one request's says nothing of the others, so the process goes
 * on (docs/decisions/0008). It is logged with its cause, and counted.
 */
export function createRejectionHandler(metrics: Metrics, logger: Logger): (reason: unknown) => void {
  const rejections = metrics.counter(
    'marquee_unhandled_rejections_total',
    'Unhandled promise rejections: always a bug in the server',
  );
  return (reason) => {
    rejections.inc();
    logger.error({ err: reason }, 'a promise failed, and nobody caught it: going on');
  };
}
