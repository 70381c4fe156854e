import { describe, expect, it } from 'vitest';
import { createMetrics } from './metrics.ts';

describe('the metrics', () => {
  it('are made by those who count, and rendered together', async () => {
    const metrics = createMetrics();
    const answers = metrics.counter('answers_total', 'Answers given', ['cache', 'answer']);
    answers.inc({ cache: 'leaderboard', answer: 'hit' });
    answers.inc({ cache: 'leaderboard', answer: 'hit' });
    metrics.counter('retries_total', 'Calls made again');
    metrics.gauge('open_streams', 'Streams that are open').set(3);
    const seconds = metrics.histogram('answer_seconds', 'How long it took', ['cache']);
    seconds.observe({ cache: 'leaderboard' }, 0.2);
    const { text, contentType } = await metrics.render();
    expect(contentType).toContain('text/plain');
    for (const line of [
      'answers_total{cache="leaderboard",answer="hit"} 2',
      'retries_total 0',
      'open_streams 3',
      'answer_seconds_bucket{le="0.1",cache="leaderboard"} 0',
      'answer_seconds_bucket{le="0.25",cache="leaderboard"} 1',
    ])
      expect(text).toContain(line);
  });

  it('are those of one server: another begins at nothing', async () => {
    createMetrics().counter('retries_total', 'Calls made again').inc();
    const other = createMetrics();
    other.counter('retries_total', 'Calls made again');
    expect((await other.render()).text).toContain('retries_total 0');
  });
});
