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
  let readJobs: Parameters<JobMetrics['watchJobs']>[0] = async () => [];
  let reading: ReturnType<typeof readJobs> | undefined;
  // Both gauges tell of one look at the database.
  const countOnce = () => {
    reading ??= readJobs()
      // A database that is away has a metric of its own: a number that was true before is none.
      .catch(() => [])
      .finally(() => {
        reading = undefined;
      });
    return reading;
  };
  metrics.gauge(
    'marquee_jobs',
    'Jobs that are due, run, or were put aside as failed, in the whole database',
    ['job', 'state'],
    async (gauge) => {
      const counts = await countOnce();
      gauge.reset();
      for (const { job, state, count } of counts) gauge.set({ job, state }, count);
    },
  );
  metrics.gauge(
    'marquee_job_oldest_seconds',
    'Age of the oldest due job, in seconds',
    ['job'],
    async (gauge) => {
      const counts = await countOnce();
      gauge.reset();
      for (const { job, state, oldestSeconds } of counts) {
        if (state === 'queued') gauge.set({ job }, oldestSeconds);
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
