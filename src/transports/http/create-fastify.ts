import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Logger } from 'pino';
import type { Counter } from 'prom-client';
import type { Config } from '../../config.ts';
import { CallerError } from '../../errors.ts';
import type { Metrics } from '../../platform/telemetry/metrics.ts';
import { answerError, answerNotFound } from './errors/answer-error.ts';
import { answerFrameworkError, answerUnreadable } from './errors/answer-unreadable.ts';
import { createDepartureMetrics } from './request/departure-metrics.ts';
import { chooseRequestId } from './request/request-ids.ts';
import { RequestLog } from './request/request-log.ts';

const NUL_IN_ADDRESS = 'The address holds the character U+0000 (%00). Leave it out.';

/** Fastify with our request ids, error answers and log; it serves nothing yet. */
export function createFastify({
  config,
  logger,
  metrics,
}: {
  readonly config: Pick<Config, 'trustedProxies'>;
  readonly logger: Logger;
  readonly metrics?: Metrics | undefined;
}): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = logger;
  const clientsGone = metrics && createDepartureMetrics(metrics);
  const fastify = Fastify({
    loggerInstance,
    trustProxy: config.trustedProxies.length === 0 ? false : [...config.trustedProxies],
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: (parent, bindings, options) => new RequestLog(parent, bindings, options),
    genReqId: chooseRequestId,
    frameworkErrors: answerFrameworkError,
    clientErrorHandler: answerUnreadable,
    // While it drains, what still arrives on an open connection is answered, with Connection: close.
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true },
  });
  fastify.setErrorHandler(answerError);
  fastify.setNotFoundHandler(answerNotFound);
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
    reply.raw.on('close', () => {
      if (!reply.raw.writableFinished) noteDeparture(request, reply, clientsGone);
    });
    const hasNul = request.url.includes('%00');
    done(hasNul ? new CallerError('BAD_USER_INPUT', NUL_IN_ADDRESS) : undefined);
  });
  if (logger.isLevelEnabled('debug')) {
    fastify.addHook('onResponse', async ({ method, url, log }, { statusCode, elapsedTime }) => {
      log.debug({ method, path: url.split('?')[0], statusCode, milliseconds: elapsedTime }, 'answered');
    });
  }
  return fastify;
}

/** Clients that leave are many, and nobody's fault: a metric and one line, for whoever looks for it. */
function noteDeparture(
  { log, method, routeOptions }: FastifyRequest,
  { elapsedTime }: FastifyReply,
  clientsGone: Counter<'route'> | undefined,
): void {
  const route = routeOptions.url ?? 'unknown';
  clientsGone?.inc({ route });
  log.debug({ method, route, milliseconds: elapsedTime }, 'the client left before its answer was complete');
}
