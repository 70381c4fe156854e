import { z } from 'zod';
import { defineJob, defineSchedule, type Job, type JobRun, type Schedule } from './definitions.ts';

/** Work of the system's own that comes round by itself, and when. */
export interface ScheduledJob {
  readonly job: Job<Record<string, never>>;
  readonly schedule: Schedule;
}

/**
 * Defines work of the system's own that comes round by itself: it takes no payload.
 * @param cron five fields, in UTC
 */
export function defineScheduledJob(options: {
  readonly name: string;
  readonly cron: string;
  readonly timeoutSeconds?: number;
  run(run: JobRun): Promise<void>;
}): ScheduledJob {
  const { name, cron, timeoutSeconds = 3_600, run } = options;
  const job = defineJob({
    name,
    payload: z.object({}).strict(),
    timeoutSeconds,
    handler: (_payload, jobRun) => run(jobRun),
  });
  return { job, schedule: defineSchedule({ name, cron, timeZone: 'UTC', job, payload: {} }) };
}
