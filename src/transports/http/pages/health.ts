import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { z } from 'zod';
import { describeRoute } from '../../../platform/rest/index.ts';
import type { Metrics } from '../../../platform/telemetry/metrics.ts';
import { answerNotFound } from '../errors/answer-error.ts';
import { mayReadMetrics } from './metrics-access.ts';

/** Something that keeps the server from serving, such as a database that does not answer. */
export interface ReadinessFault {
  /** The part that is at fault: `database`, `migrations`. */
  readonly part: string;
  /** What is wrong with it, fit to be shown: no address, no credentials. */
  readonly message: string;
}

export interface HealthOptions {
  /** What /metrics asks for; without it, clients on this machine and on private addresses get an answer. */
  readonly metricsToken?: string | undefined;
  readonly logger: Logger;
  readonly metrics?: Metrics | undefined;
  checkReadiness?(): Promise<readonly ReadinessFault[]>;
  /** What does not work while the rest does. */
  findImpairments?(): readonly ReadinessFault[];
  /** Called when readiness is asked for. */
  onProbe?(): void;
  isDraining(): boolean;
}

const READINESS_MILLISECONDS = 2_000;

const LIVENESS = describeRoute({
  tag: 'Operations',
  summary: 'Liveness',
  answers: { 200: { description: 'It does.', schema: z.object({ status: z.literal('alive') }) } },
  isPublic: true,
});

const FaultsShape = z.array(z.object({ part: z.string(), message: z.string() }));

const READINESS = describeRoute({
  tag: 'Operations',
  summary: 'Whether the server can serve now',
  answers: {
    200: {
      description: 'It can; impaired lists what does not work while the rest does.',
      schema: z.object({ status: z.literal('ready'), impaired: FaultsShape.optional() }),
    },
    503: {
      description: 'It cannot, or is stopping.',
      schema: z.object({
        status: z.enum(['draining', 'not ready']),
        faults: FaultsShape.optional(),
      }),
    },
  },
  isPublic: true,
});

const METRICS = describeRoute({
  tag: 'Operations',
  summary: 'Metrics for Prometheus',
  description: 'With METRICS_TOKEN set, that is the token; without, for clients on private addresses.',
  answers: { 200: { description: "Prometheus' text format.", type: 'text/plain' } },
});

/** /livez (the process is alive), /readyz (it can serve) and /metrics (for Prometheus). */
export function serveHealth(options: HealthOptions) {
  return async (scope: FastifyInstance): Promise<void> => {
    scope.get('/livez', LIVENESS, async () => ({ status: 'alive' }));
    scope.get('/readyz', READINESS, async (_request, reply) => {
      reply.header('cache-control', 'no-store');
      options.onProbe?.();
      if (options.isDraining()) return reply.code(503).send({ status: 'draining' });
      const faults = await findFaults(options);
      if (faults.length > 0) return reply.code(503).send({ status: 'not ready', faults });
      const impaired = options.findImpairments?.() ?? [];
      return impaired.length === 0 ? { status: 'ready' } : { status: 'ready', impaired };
    });
    const { metrics } = options;
    if (metrics === undefined) return;
    scope.get('/metrics', METRICS, async (request, reply) => {
      if (!mayReadMetrics(request, options.metricsToken)) return answerNotFound(request, reply);
      const { contentType, text } = await metrics.render();
      return reply.type(contentType).send(text);
    });
  };
}

async function findFaults({ checkReadiness, logger }: HealthOptions): Promise<readonly ReadinessFault[]> {
  if (checkReadiness === undefined) return [];
  const timeout = new AbortController();
  try {
    return await Promise.race([checkReadiness(), failAfter(READINESS_MILLISECONDS, timeout.signal)]);
  } catch (error) {
    logger.warn({ err: error }, 'the readiness check failed');
    return [{ part: 'readiness', message: 'The check failed; the log says why.' }];
  } finally {
    timeout.abort();
  }
}

async function failAfter(milliseconds: number, signal: AbortSignal): Promise<never> {
  await setTimeout(milliseconds, undefined, { signal });
  throw new Error(`no answer within ${milliseconds} ms`);
}
