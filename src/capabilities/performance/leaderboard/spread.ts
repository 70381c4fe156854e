import { CallerError } from '../../../errors.ts';
import { statement } from '../../../platform/storage/database.ts';
import type { Reader } from '../../access/contract.ts';
import { SHAPE } from '../kept-shape.ts';
import { requireCampaign } from '../totals/require-campaign.ts';
import { PERFORMANCE_COLUMNS } from './leaderboard.sql.ts';
import type { LeaderboardDeps } from './leaderboard.ts';
import type { Performance } from './ranking.ts';

/** The most performances that a spread is made of: as many points as a page draws and a person tells apart. */
export const MOST_POINTS = 1_500;

export interface SpreadRequest {
  readonly reader: Reader;
  readonly campaignId: string;
  readonly limit: number;
  /** Leaves out who has fewer views; 0 leaves out nobody but who has no views at all. */
  readonly minViews: bigint;
}

/**
 * The best of a campaign by three rankings, and of the others a choice that does not change between two looks, since
 * it goes by a hash of the id. The campaign is read once, into few columns; the rest is looked up for those who are chosen.
 * $1 organization, $2 campaign, $3 least views, $4 how many of each head, $5 how many in all. Served by
 * campaign_performance_pkey.
 */
const FIND_SPREAD = statement(
  'campaign_spread_find',
  `with measured as materialized (
     select influencer_id, views, coalesce(engagement_rate, -1) as rate,
            coalesce(confident_engagement_rate, -1) as confident_rate
       from campaign_performance
      where organization_id = $1 and campaign_id = $2 and views >= greatest($3::bigint, 1)
   ), heads as (
     (select influencer_id from measured order by rate desc, views desc, influencer_id limit $4)
     union
     (select influencer_id from measured order by confident_rate desc, views desc, influencer_id limit $4)
     union
     (select influencer_id from measured order by views desc, influencer_id limit $4)
   ), chosen as materialized (
     select influencer_id from measured
      order by (influencer_id in (select influencer_id from heads)) desc, hashtextextended(influencer_id, 0), influencer_id
      limit $5
   )
   select ${PERFORMANCE_COLUMNS}
     from chosen
     join campaign_performance as performance
       on performance.organization_id = $1 and performance.campaign_id = $2
      and performance.influencer_id = chosen.influencer_id
    order by views desc, performance.influencer_id`,
);

/**
 * How the influencers of a campaign are spread over views and rates, most viewed first: all of them, or where there are
 * more than `limit`, the best and a stable sample of the others. Kept until an import touches the campaign.
 * @throws CallerError NOT_FOUND that names near ids
 */
export async function findSpread(
  { cache, revisions }: LeaderboardDeps,
  { reader, campaignId, limit, minViews }: SpreadRequest,
): Promise<readonly Performance[]> {
  const { revision } = await requireCampaign(revisions, reader, campaignId);
  const { database, organizationId } = reader;
  const eachHead = Math.ceil(limit / 6);
  return cache.remember(
    { organizationId, kind: 'spread', parts: [SHAPE, campaignId, revision, limit, minViews] },
    () => database.query<Performance>(FIND_SPREAD, [organizationId, campaignId, minViews, eachHead, limit]),
  );
}

/**
 * Checks how many points a client asks for.
 * @throws CallerError BAD_USER_INPUT
 */
export function checkPoints(limit: number): number {
  if (limit >= 1 && limit <= MOST_POINTS) return limit;
  throw new CallerError(
    'BAD_USER_INPUT',
    `limit is ${limit}; it takes a number from 1 to ${MOST_POINTS.toLocaleString('en')}.`,
    { argument: 'limit' },
  );
}
