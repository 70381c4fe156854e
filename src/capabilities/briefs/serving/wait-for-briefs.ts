import type { StoredBrief } from './brief-record.ts';
import type { BriefEvent, CacheFacts } from './generate-brief.ts';

/** The briefs at the end of their events, and how the first of them came. */
export async function waitForBriefs(
  events: AsyncIterable<BriefEvent>,
): Promise<{ brief: StoredBrief; briefs: readonly StoredBrief[]; cache: CacheFacts }> {
  const briefs: StoredBrief[] = [];
  let cache: CacheFacts | undefined;
  for await (const event of events) {
    if (event.type !== 'BRIEF') continue;
    briefs.push(event.brief);
    cache ??= event.cache;
  }
  const [brief] = briefs;
  if (brief === undefined || cache === undefined) throw new Error('a brief ended without a brief');
  return { brief, briefs, cache };
}
