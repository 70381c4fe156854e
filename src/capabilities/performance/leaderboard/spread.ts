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
 * it goes by a hash of the id. The campaign is read once, and whoever is chosen comes with what was read: to look them up
 * again took 10,000 comparisons for each where the planner did not know how many there are.
 * $1 organization, $2 campaign, $3 least views, $4 how many of each head, $5 how many in all. Served by
 * campaign_performance_pkey.
 */
const FIND_SPREAD = statement(
  'campaign_spread_find',
  `with performance as materialized (
     select campaign_id, influencer_id, posts, views, likes, comments, shares, interactions, engagement_rate,
            confident_engagement_rate
       from campaign_performance
      where organization_id = $1 and campaign_id = $2 and views >= greatest($3::bigint, 1)
   ), heads as (
     (select influencer_id from performance order by coalesce(engagement_rate, -1) desc, views desc, influencer_id limit $4)
     union
     (select influencer_id from performance
       order by coalesce(confident_engagement_rate, -1) desc, views desc, influencer_id limit $4)
     union
     (select influencer_id from performance order by views desc, influencer_id limit $4)
   ), chosen as (
     select * from performance
      order by (influencer_id in (select influencer_id from heads)) desc, hashtextextended(influencer_id, 0), influencer_id
      limit $5
   )
   select ${PERFORMANCE_COLUMNS} from chosen as performance order by views desc, influencer_id`,
);

/** How many influencers stand where to the engagement rate of their campaign. */
export interface Standings {
  /** Above it even by the lower bound of their interval. */
  readonly certainCount: bigint;
  /** Above it, with a lower bound that is not: it may be chance. */
  readonly uncertainCount: bigint;
  readonly belowCount: bigint;
}

/** $1 organization, $2 campaign, $3 least views. Reads the campaign once, served by campaign_performance_pkey. */
const COUNT_STANDINGS = statement(
  'campaign_standings_count',
  `select count(*) filter (where performance.confident_engagement_rate > campaign.engagement_rate) as "certainCount",
          count(*) filter (
            where performance.engagement_rate > campaign.engagement_rate
              and performance.confident_engagement_rate <= campaign.engagement_rate
          ) as "uncertainCount",
          count(*) filter (where performance.engagement_rate <= campaign.engagement_rate) as "belowCount"
     from campaign
     join campaign_performance as performance
       on performance.organization_id = $1 and performance.campaign_id = $2
      and performance.views >= greatest($3::bigint, 1)
    where campaign.organization_id = $1 and campaign.id = $2`,
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
 * How many influencers of a campaign stand above its rate, for certain or by chance, and below it: of all who have so many
 * views, however many a spread shows. Kept until an import touches the campaign.
 * @throws CallerError NOT_FOUND that names near ids
 */
export async function countStandings(
  { cache, revisions }: LeaderboardDeps,
  { reader, campaignId, minViews }: Omit<SpreadRequest, 'limit'>,
): Promise<Standings> {
  const { revision } = await requireCampaign(revisions, reader, campaignId);
  const { database, organizationId } = reader;
  return cache.remember(
    { organizationId, kind: 'spread', parts: [SHAPE, 'standings', campaignId, revision, minViews] },
    async () => {
      const [counted] = await database.query<Standings>(COUNT_STANDINGS, [
        organizationId,
        campaignId,
        minViews,
      ]);
      return counted ?? { certainCount: 0n, uncertainCount: 0n, belowCount: 0n };
    },
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
