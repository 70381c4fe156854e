import { statement } from '../../../platform/storage/database.ts';
import type { Reader } from '../../access/contract.ts';
import {
  forEachSource,
  performancesOf,
  performerFilterValues,
  sourceOf,
} from '../filter/performances.sql.ts';
import { filterParts, type PerformerFilter } from '../filter/performer-filter.ts';
import { SHAPE } from '../kept-shape.ts';
import type { LeaderboardDeps } from '../leaderboard/leaderboard.ts';
import { ENTRIES } from '../post/post-sums.sql.ts';
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

/** An export may call its platforms anything. */
const MOST_PLATFORMS = 50;

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

/**
 * The creators of a campaign on each of its platforms, added up. $1 organization, $2 campaign. Served by
 * post_sum_organization_id_kind_campaign_id_platform_idx.
 */
const FIND_PLATFORMS = statement(
  'campaign_platforms_find',
  `with creator as (
     select platform, key, sum(posts) as posts, sum(views) as views, sum(likes) as likes, sum(comments) as comments,
            sum(shares) as shares, coalesce(sum(likes), 0) + coalesce(sum(comments), 0) + coalesce(sum(shares), 0) as interactions
       from (
         select sum.platform, ${ENTRIES}
           from post_sum as sum
           join import on import.id = sum.import_id and import.status = 'PUBLISHED'
          where sum.organization_id = $1 and sum.kind = 'CREATOR' and sum.campaign_id = $2
       ) as entry
      group by platform, key
     having sum(posts) > 0
   )
   select platform, ${TOTALS} from creator group by platform order by sum(views) desc, platform limit ${MOST_PLATFORMS}`,
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
): Promise<readonly PlatformTotals[]> {
  const { revision } = await requireCampaign(revisions, reader, campaignId);
  const { database, organizationId } = reader;
  return cache.remember(
    { organizationId, kind: 'totals', parts: [SHAPE, 'platforms', campaignId, revision] },
    () => database.query<PlatformTotals>(FIND_PLATFORMS, [organizationId, campaignId]),
  );
}
