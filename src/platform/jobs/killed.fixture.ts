import { z } from 'zod';
import { defineJob, type Job, type JobRun } from './definitions.ts';

/** A job that several processes of a test have in common. */
export function defineLongJob(
  handler: (payload: Record<string, never>, run: JobRun) => Promise<void>,
): Job<Record<string, never>> {
  return defineJob({
    name: 'long',
    payload: z.object({}).strict(),
    retries: 3,
    retryDelaySeconds: 0,
    handler,
  });
}
