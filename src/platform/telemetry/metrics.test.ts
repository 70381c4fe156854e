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

  it('are those of one server: another begins at nothing', async () => {
    createMetrics().countModelRetry();
    expect((await createMetrics().render()).text).toContain('marquee_model_retries_total 0');
  });
});
