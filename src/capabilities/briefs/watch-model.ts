import type { ModelWatch } from '../../platform/agents/index.ts';
import type { Platform } from '../../platform/composition/capability.ts';

/** Counts an organization's model calls, and refuses those beyond its budget. */
export function watchModel(
  organizationId: string,
  { rateLimits, metrics, tracing }: Pick<Platform, 'rateLimits' | 'metrics' | 'tracing'>,
): ModelWatch {
  return {
    within(model, call) {
      const attributes = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': model };
      return tracing === undefined
        ? call()
        : tracing.within({ name: `chat ${model}`, kind: 'client', attributes }, call);
    },
    admitCall: () => rateLimits.charge('model-calls', organizationId),
    onCall: metrics.countModelCall,
    onTokens: metrics.countModelTokens,
    onRetry: metrics.countModelRetry,
  };
}
