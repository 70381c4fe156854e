import type { Metrics } from '../telemetry/metrics.ts';
import type { JobMetrics } from './open-jobs.ts';

const RUN_SECONDS = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 1_800];

/** Counts runs of jobs, and tells how many jobs there are, which is asked of the database when the metrics are read. */
export function createJobMetrics(metrics: Metrics): JobMetrics {
  const runs = metrics.counter('marquee_job_runs_total', 'Runs of jobs that ended', ['job', 'outcome']);
  const durations = metrics.histogram(
    'marquee_job_duration_seconds',
    'How long runs of jobs took',
    ['job'],
    RUN_SECONDS,
  );
  const oldest = metrics.gauge('marquee_job_oldest_seconds', 'Age of the oldest due job, in seconds', [
    'job',
  ]);
  let readJobs: Parameters<JobMetrics['watchJobs']>[0] = async () => [];
  metrics.gauge(
    'marquee_jobs',
    'Jobs that are due, run, or were put aside as failed, in the whole database',
    ['job', 'state'],
    async (jobs) => {
      // A database that is away has a metric of its own: a number that was true before is none.
      const states = await readJobs().catch(() => []);
      jobs.reset();
      oldest.reset();
      for (const { job, state, count, oldestSeconds } of states) {
        jobs.set({ job, state }, count);
        if (state === 'queued') oldest.set({ job }, oldestSeconds);
      }
    },
  );
  return {
    countJobRun({ job, outcome, seconds }) {
      runs.inc({ job, outcome });
      durations.observe({ job }, seconds);
    },
    watchJobs(read) {
      readJobs = read;
    },
  };
}
