import { statement } from '../../../platform/storage/database.ts';
import type { Reader } from '../../access/contract.ts';
import {
  forEachSource,
  performancesOf,
  performerFilterValues,
  platformPerformancesOf,
  sourceOf,
} from '../filter/performances.sql.ts';
import { filterParts, type PerformerFilter } from '../filter/performer-filter.ts';
import { SHAPE } from '../kept-shape.ts';
import type { LeaderboardDeps } from '../leaderboard/leaderboard.ts';
import type { Campaign } from './campaign.ts';
import { requireCampaign } from './require-campaign.ts';

/** The sums over some posts of a campaign. */
export type Totals = Pick<
  Campaign,
  | 'influencerCount'
  | 'postCount'
  | 'views'
  | 'likes'
  | 'comments'
  | 'shares'
  | 'interactions'
  | 'engagementRate'
>;

/** The sums over the posts of a campaign on one platform; null: of those without one. */
export interface PlatformTotals extends Totals {
  readonly platform: string | null;
}

/** The most platforms that are listed: an export may call them anything. */
export const MOST_PLATFORMS = 50;

/** What performances add up to: of no row, zeros and nulls. */
const TOTALS = `
  count(*) as "influencerCount", coalesce(sum(posts), 0)::bigint as "postCount", coalesce(sum(views), 0)::bigint as views,
  sum(likes)::bigint as likes, sum(comments)::bigint as comments, sum(shares)::bigint as shares,
  coalesce(sum(interactions), 0)::bigint as interactions,
  sum(interactions)::double precision / nullif(sum(views), 0)::double precision * 100 as "engagementRate"`;

/** $1 organization, $2 campaign, from $3 on the filter. */
const FIND_TOTALS = forEachSource((source) =>
  statement(
    `campaign_totals_find_${source}`.toLowerCase(),
    `with ${performancesOf(source, 3)} select ${TOTALS} from performance`,
  ),
);

/** $1 organization, $2 campaign, from $3 on the filter. */
const FIND_PLATFORMS = forEachSource((source) =>
  statement(
    `campaign_platforms_find_${source}`.toLowerCase(),
    `with ${platformPerformancesOf(source, 3)}
     select platform, ${TOTALS} from performance group by platform order by sum(views) desc, platform limit ${MOST_PLATFORMS}`,
  ),
);

/**
 * What the posts of a campaign add up to that a filter leaves. Kept until an import touches the campaign.
 * @throws CallerError NOT_FOUND that names near ids
 */
export async function findTotals(
  { cache, revisions }: LeaderboardDeps,
  reader: Reader,
  campaignId: string,
  filter: PerformerFilter | undefined,
): Promise<Totals> {
  const { revision } = await requireCampaign(revisions, reader, campaignId);
  const { database, organizationId } = reader;
  return cache.remember(
    { organizationId, kind: 'totals', parts: [SHAPE, campaignId, revision, ...filterParts(filter)] },
    async () => {
      const values = [organizationId, campaignId, ...performerFilterValues(filter)];
      const [totals] = await database.query<Totals>(FIND_TOTALS[sourceOf(filter)], values);
      if (totals === undefined) throw new Error('a sum over rows gave none');
      return totals;
    },
  );
}

/**
 * What the posts of a campaign add up to on each platform, the fifty that are most viewed first. Kept until an import touches the campaign.
 * @throws CallerError NOT_FOUND that names near ids
 */
export async function findPlatforms(
  { cache, revisions }: LeaderboardDeps,
  reader: Reader,
  campaignId: string,
  filter?: PerformerFilter,
): Promise<readonly PlatformTotals[]> {
  const { revision } = await requireCampaign(revisions, reader, campaignId);
  const { database, organizationId } = reader;
  return cache.remember(
    {
      organizationId,
      kind: 'totals',
      parts: [SHAPE, 'platforms', campaignId, revision, ...filterParts(filter)],
    },
    () =>
      database.query<PlatformTotals>(FIND_PLATFORMS[sourceOf(filter)], [
        organizationId,
        campaignId,
        ...performerFilterValues(filter),
      ]),
  );
}
