import type { Budget } from '../../../platform/limits/rate-limits.ts';

const MINUTE = 60;

/** Events of an organization that come with a token. */
export const EVENT_BUDGET = 'events';
/** Events that come with one public write key, and from one network by public write keys. */
export const KEY_BUDGET = 'public-events-key';
export const NETWORK_BUDGET = 'public-events-client';

export function listEventBudgets({
  eventsPerMinute,
}: {
  readonly eventsPerMinute: number;
}): readonly Budget[] {
  return [
    { name: EVENT_BUDGET, points: eventsPerMinute, seconds: MINUTE, spends: 'events of this organization' },
    { name: KEY_BUDGET, points: 60_000, seconds: MINUTE, spends: 'events of this write key' },
    { name: NETWORK_BUDGET, points: 1_200, seconds: MINUTE, spends: 'events from this address' },
  ];
}
