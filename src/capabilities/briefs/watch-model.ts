import type { ModelWatch } from '../../platform/agents/index.ts';
import type { createModelMetrics } from '../../platform/agents/model-metrics.ts';
import type { Platform } from '../../platform/composition/capability.ts';
import { MODEL_CALLS } from '../../platform/limits/model-budgets.ts';

/** Counts an organization's model calls, and refuses those beyond its budget. */
export function watchModel(
  organizationId: string,
  {
    rateLimits,
    modelMetrics,
    tracing,
  }: Pick<Platform, 'rateLimits' | 'tracing'> & {
    readonly modelMetrics: ReturnType<typeof createModelMetrics>;
  },
): ModelWatch {
  return {
    within(model, call) {
      const attributes = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': model };
      return tracing === undefined
        ? call()
        : tracing.within({ name: `chat ${model}`, kind: 'client', attributes }, call);
    },
    admitCall: () => rateLimits.charge(MODEL_CALLS, organizationId),
    ...modelMetrics,
  };
}
