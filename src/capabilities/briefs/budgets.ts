import type { Config } from '../../config.ts';

/** The budget of an organization's model calls: see RateLimits. */
export const MODEL_CALLS = 'model-calls';

/** What an organization may spend on briefs. */
export function listBriefBudgets({ rateLimits }: Pick<Config, 'rateLimits'>) {
  return [
    {
      name: MODEL_CALLS,
      points: rateLimits.organizationModelCallsPerHour,
      seconds: 3_600,
      spends: 'calls of the language model for this organization',
    },
  ];
}
