import type { Metrics } from '../telemetry/metrics.ts';
import type { ModelWatch } from './model-watch.ts';

/** Counts what is asked of the language model. */
export function createModelMetrics(metrics: Metrics): Pick<ModelWatch, 'onCall' | 'onTokens' | 'onRetry'> {
  const calls = metrics.counter('marquee_model_calls_total', 'Calls of the language model', ['outcome']);
  const tokens = metrics.counter('marquee_model_tokens_total', 'Tokens of the language model', ['direction']);
  const retries = metrics.counter('marquee_model_retries_total', 'Retried calls of the language model');
  return {
    onCall: (outcome) => calls.inc({ outcome }),
    onTokens({ input, output }) {
      tokens.inc({ direction: 'input' }, input);
      tokens.inc({ direction: 'output' }, output);
    },
    onRetry: () => retries.inc(),
  };
}
