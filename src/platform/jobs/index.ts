export { defineJob, defineSchedule, type Job, type JobRun, type Schedule } from './definitions.ts';
export { cancelQueued, makeJobQueues, readJobTables } from './job-backup.ts';
export type { JobCount } from './job-counts.ts';
export { createJobMetrics } from './job-metrics.ts';
export {
  findJob,
  JOB_STATES,
  type JobOrder,
  type JobRecord,
  type JobState,
  listAllJobs,
  listJobs,
  retryJob,
} from './job-record.ts';
export { prepareJobTables } from './job-tables.ts';
export { type JobMetrics, type Jobs, openJobs } from './open-jobs.ts';
export { createRetention, type Purge } from './retention.ts';
export { defineScheduledJob, type ScheduledJob } from './scheduled-job.ts';
export type { SendOptions } from './send-job.ts';
