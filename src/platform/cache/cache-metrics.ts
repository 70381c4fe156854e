import type { Metrics } from '../telemetry/metrics.ts';

/** Counts an answer that a cache was asked for: `stale` where an old one was given while it is made anew. */
export type CountCacheAnswer = (cache: string, answer: 'hit' | 'miss' | 'stale') => void;

export function createCacheMetrics(metrics: Metrics): CountCacheAnswer {
  const answers = metrics.counter('marquee_cache_answers_total', 'Answers that a cache was asked for', [
    'cache',
    'answer',
  ]);
  return (cache, answer) => answers.inc({ cache, answer });
}
