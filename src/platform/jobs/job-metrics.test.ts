import { expect, it } from 'vitest';
import { createMetrics } from '../telemetry/metrics.ts';
import type { JobCount } from './job-counts.ts';
import { createJobMetrics } from './job-metrics.ts';

it('tells how many jobs there are when they are read, and nothing of them while that is not known', async () => {
  const metrics = createMetrics();
  const jobMetrics = createJobMetrics(metrics);
  jobMetrics.countJobRun({ job: 'nightly', outcome: 'completed', seconds: 0.2 });
  let read = async (): Promise<JobCount[]> => [
    { job: 'nightly', state: 'queued', count: 3, oldestSeconds: 42 },
  ];
  jobMetrics.watchJobs(() => read());
  const { text } = await metrics.render();
  for (const line of [
    'marquee_job_runs_total{job="nightly",outcome="completed"} 1',
    'marquee_jobs{job="nightly",state="queued"} 3',
    'marquee_job_oldest_seconds{job="nightly"} 42',
  ])
    expect(text).toContain(line);
  read = () => Promise.reject(new Error('the database is away'));
  expect((await metrics.render()).text).not.toContain('marquee_jobs{');
});
