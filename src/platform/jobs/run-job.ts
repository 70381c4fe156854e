import type { Logger } from 'pino';
import type { Tracing } from '../telemetry/tracing.ts';
import type { Job } from './definitions.ts';
import { Envelope } from './envelope.ts';
import { BadPayloadError, JobTimeoutError } from './job-failure.ts';

/** A job that this process has taken. */
export interface TakenJob {
  readonly id: string;
  /** How often it has been repeated. */
  readonly retryCount: number;
  readonly retryLimit: number;
  readonly data: unknown;
}

export interface RunDeps {
  readonly logger: Logger;
  readonly tracing: Tracing | undefined;
}

/**
 * Does one run of a job, in a span of its sender's trace.
 * @param controller ends the run when it aborts; it is aborted when the run's time is up
 * @throws BadPayloadError, JobTimeoutError, and whatever the handler throws
 */
export async function runJob(
  { logger, tracing }: RunDeps,
  job: Job,
  { id, retryCount, data }: TakenJob,
  controller: AbortController,
): Promise<void> {
  const envelope = Envelope.safeParse(data);
  if (!envelope.success) throw new BadPayloadError(job.name, envelope.error);
  const { organizationId, payload, trace } = envelope.data;
  const attempt = retryCount + 1;
  const work = async () => {
    const parsed = job.payload.safeParse(payload);
    if (!parsed.success) throw new BadPayloadError(job.name, parsed.error);
    const run = {
      jobId: id,
      organizationId,
      attempt,
      signal: controller.signal,
      logger: logger.child({ job: job.name, jobId: id, ...(organizationId !== null && { organizationId }) }),
    };
    await withinTime(job.timeoutSeconds, controller, () => job.handler(parsed.data, run));
  };
  if (tracing === undefined) return work();
  const span = tracing.receive(trace, {
    name: `job ${job.name}`,
    attributes: { 'job.name': job.name, 'job.attempt': attempt },
  });
  try {
    await span.run(work);
  } catch (error) {
    span.fail(error instanceof Error ? error.name : typeof error);
    throw error;
  } finally {
    span.end();
  }
}

async function withinTime(
  seconds: number,
  controller: AbortController,
  work: () => Promise<void>,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const error = new JobTimeoutError(seconds);
      controller.abort(error);
      reject(error);
    }, seconds * 1_000);
  });
  try {
    await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
