import { z } from 'zod';
import type { CreatorShortlist } from '../../../platform/composition/creator-shortlists.ts';
import type { BriefPlan, BriefRequest, Evidence } from '../serving/brief.ts';
import type { Team } from '../tools/team-results.ts';
import { DEFAULT_KIND, readDirection } from './read-evidence.ts';

/** So many creators are named. */
const MOST = 5;

/** Whom to ask for a brief. */
export type Shortlist = (
  team: Team,
  request: BriefRequest,
  evidence: readonly Evidence[],
) => Promise<BriefPlan['creators']>;

const Entry = z.object({
  influencerId: z.string(),
  reason: z.string(),
  engagementRate: z.number().nullable(),
  postCount: z.number(),
  views: z.number(),
});

/**
 * The shortlist of whoever offers one; of several, the one that was offered last knows more. A brief for one creator needs none,
 * and where nobody offers one it is empty.
 */
export function createShortlist(offered: () => readonly CreatorShortlist[]): Shortlist {
  return async ({ organizationId, visible }, request, evidence) => {
    const source = offered().at(-1);
    if (source === undefined || request.creator !== null) return [];
    const direction = readDirection(evidence);
    const { brand, product, goal, platform, campaignId, audience } = request;
    const entries = await source.shortlist({
      organizationId,
      visible,
      brand,
      product,
      goal,
      platform,
      campaignId,
      audience,
      categoryId: direction?.category?.id ?? null,
      kind: direction?.kind ?? DEFAULT_KIND,
      limit: MOST,
    });
    return z.array(Entry).parse(entries.slice(0, MOST));
  };
}
