import { EVENT_KINDS } from '../../src/capabilities/live/event/event.ts';

export const CAMPAIGNS = 100;
export const CREATORS = 100;

/** An event as a sender writes it: two of three are views. */
export function writeEvent(number: number): object {
  return {
    id: `bench-${number}`,
    campaignId: `campaign-${number % CAMPAIGNS}`,
    influencerId: `creator-${(number * 7) % CREATORS}`,
    postId: `post-${(number * 7) % CREATORS}`,
    kind: EVENT_KINDS[number % 3 === 0 ? number % EVENT_KINDS.length : 0],
  };
}
