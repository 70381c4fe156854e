import type { Logger } from 'pino';
import type { z } from 'zod';

/** What a handler knows of the run that it does. */
export interface JobRun {
  readonly jobId: string;
  /** Whose work it is; null: the system's own. */
  readonly organizationId: string | null;
  /** 1 for the first. */
  readonly attempt: number;
  /** Aborts when the time is up, the server stops, or another process has taken the job over: end soon, and reject. */
  readonly signal: AbortSignal;
  /** Says in each line which job it is about. */
  readonly logger: Logger;
}

/**
 * A kind of work. A job runs at least once: after a crash it runs again, so its handler has to be idempotent. What it
 * is given is kept for weeks and seen by operators: ids, never secrets.
 */
export interface Job<Payload = unknown> {
  /** Lower case and dashes, such as `forget-expired`. It names the queue, the metrics and the lines of the log. */
  readonly name: string;
  /** Takes what JSON gives back. Checked when a job is sent and again when it is run. */
  readonly payload: z.ZodType<Payload>;
  /** How often a run that failed is repeated before the job is put aside as failed. */
  readonly retries: number;
  /** How long to wait before the first of them; each further wait is twice as long, give or take. */
  readonly retryDelaySeconds: number;
  /** How many run at once in one process. */
  readonly concurrency: number;
  /** How long one run may take. */
  readonly timeoutSeconds: number;
  handler(payload: Payload, run: JobRun): Promise<void>;
}

/** When the system queues a job by itself. */
export interface Schedule {
  /** Unique among the schedules. */
  readonly name: string;
  /** Five fields: minute, hour, day of the month, month, day of the week. */
  readonly cron: string;
  /** An IANA name, such as Europe/Vienna. */
  readonly timeZone: string;
  readonly job: Job;
  readonly payload: unknown;
}

type Defaults = 'retries' | 'retryDelaySeconds' | 'concurrency' | 'timeoutSeconds';

/** What a job says of itself; the rest is three retries, the first after 5 s, one at a time, 5 minutes. */
export type JobOptions<Payload> = Omit<Job<Payload>, Defaults> & Partial<Pick<Job<Payload>, Defaults>>;

/** Defines a kind of work. @throws where the name is not one */
export function defineJob<Payload>(options: JobOptions<Payload>): Job<Payload> {
  if (!/^[a-z][a-z0-9-]{1,48}$/.test(options.name))
    throw new Error(`${JSON.stringify(options.name)} names no job: lower case, digits and dashes.`);
  return { retries: 3, retryDelaySeconds: 5, concurrency: 1, timeoutSeconds: 300, ...options };
}

/** Defines when a job of the system is queued. @throws where its job does not take the payload */
export function defineSchedule<Payload>(schedule: {
  readonly name: string;
  readonly cron: string;
  readonly timeZone: string;
  readonly job: Job<Payload>;
  readonly payload: Payload;
}): Schedule {
  schedule.job.payload.parse(schedule.payload);
  return schedule;
}
