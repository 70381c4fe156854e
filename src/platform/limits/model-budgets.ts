import type { Config } from '../../config.ts';

/** The budget of an organization's model calls: see RateLimits. */
export const MODEL_CALLS = 'model-calls';

/** How often the language model may be asked for an organization, by all capabilities together. */
export function listModelBudgets({ rateLimits }: Pick<Config, 'rateLimits'>) {
  return [
    {
      name: MODEL_CALLS,
      points: rateLimits.organizationModelCallsPerHour,
      seconds: 3_600,
      spends: 'calls of the language model for this organization',
    },
  ];
}
