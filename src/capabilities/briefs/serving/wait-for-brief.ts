import type { BriefEvent } from './generate-brief.ts';

/** The brief at the end of its events. */
export async function waitForBrief(events: AsyncIterable<BriefEvent>) {
  for await (const event of events) {
    if (event.type === 'BRIEF') return { brief: event.brief, cache: event.cache };
  }
  throw new Error('a brief ended without a brief');
}
