import type {
  CreatorShortlist,
  ShortlistEntry,
  ShortlistWish,
} from '../../../platform/composition/creator-shortlists.ts';
import { isEnough } from './enough.ts';
import type { AverageNumbers, CreatorNumbers, TeamResults } from './team-results.ts';

/** So many times as many are looked at as are named: of some there is too little to compare. */
const LOOKED_AT = 4;

/**
 * Whom to ask by what was measured: those who did best on the platform, by the lower bound of their rate. Behind them, where
 * there are too few, come those of whom there is too little to compare.
 */
export function createMeasuredShortlist(
  teamResults: Pick<TeamResults, 'topPerformers' | 'average'>,
): CreatorShortlist {
  return {
    async shortlist({ organizationId, visible, platform, limit }: ShortlistWish) {
      const scope = { organizationId, visible, platform };
      const [performers, average] = await Promise.all([
        teamResults.topPerformers(scope, limit * LOOKED_AT),
        teamResults.average(scope),
      ]);
      const [compared, others] = [performers.filter(isEnough), performers.filter((one) => !isEnough(one))];
      return [...compared, ...others].slice(0, limit).map((performer) => toEntry(performer, average));
    },
  };
}

function toEntry(performer: CreatorNumbers, average: AverageNumbers | null): ShortlistEntry {
  const { influencerId, engagementRate, posts, views } = performer;
  return { influencerId, engagementRate, postCount: posts, views, reason: describe(performer, average) };
}

function describe({ engagementRate, posts, views }: CreatorNumbers, average: AverageNumbers | null): string {
  const over = `${posts} ${posts === 1 ? 'post' : 'posts'} and ${views.toLocaleString('en')} views on this platform`;
  if (engagementRate === null) return `Nothing was measured over ${over}.`;
  const rate = `${engagementRate.toFixed(2)}% of views over ${over}`;
  if (!isEnough({ posts, views })) return `${rate}: too little to compare.`;
  const usual = average?.engagementRate ?? null;
  if (usual === null || usual === 0) return `${rate}.`;
  return `${rate}: ${(engagementRate / usual).toFixed(2)} times the average of ${usual.toFixed(2)}%.`;
}
