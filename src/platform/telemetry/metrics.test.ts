import { describe, expect, it } from 'vitest';
import { createMetrics } from './metrics.ts';

describe('the metrics', () => {
  it('count what capabilities tell', async () => {
    const metrics = createMetrics();
    metrics.countCacheAnswer('leaderboard', 'hit');
    metrics.countCacheAnswer('leaderboard', 'hit');
    metrics.countImport('published', { loaded: 90, rejected: 7, superseded: 3 });
    metrics.countModelCall('ok');
    metrics.countModelTokens({ input: 1_200, output: 300 });
    metrics.countModelRetry();
    metrics.countRateLimited('model-calls');
    const { text, contentType } = await metrics.render();
    expect(contentType).toContain('text/plain');
    for (const line of [
      'marquee_cache_answers_total{cache="leaderboard",answer="hit"} 2',
      'marquee_imports_total{status="published"} 1',
      'marquee_import_rows_total{outcome="loaded"} 90',
      'marquee_import_rows_total{outcome="rejected"} 7',
      'marquee_import_rows_total{outcome="superseded"} 3',
      'marquee_model_calls_total{outcome="ok"} 1',
      'marquee_model_tokens_total{direction="input"} 1200',
      'marquee_model_tokens_total{direction="output"} 300',
      'marquee_model_retries_total 1',
      'marquee_rate_limited_total{budget="model-calls"} 1',
    ])
      expect(text).toContain(line);
  });

  it('tell how many jobs there are when they are read, and nothing of them while that is not known', async () => {
    const metrics = createMetrics();
    metrics.countJobRun({ job: 'nightly', outcome: 'completed', seconds: 0.2 });
    let read = async () => [{ job: 'nightly', state: 'queued', count: 3, oldestSeconds: 42 }];
    metrics.watchJobs(() => read());
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

  it('are those of one server: another begins at nothing', async () => {
    createMetrics().countModelRetry();
    expect((await createMetrics().render()).text).toContain('marquee_model_retries_total 0');
  });
});
