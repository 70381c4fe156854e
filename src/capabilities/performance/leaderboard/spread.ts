import { CallerError } from '../../../errors.ts';
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
  /** Which posts count, and who is given; absent: all. */
  readonly filter?: PerformerFilter | undefined;
}

/**
 * The best of a campaign by three rankings, and of the others a choice that does not change between two looks, since
 * it goes by a hash of the id. The campaign is read once, and whoever is chosen comes with what was read: to look them up
 * again took 10,000 comparisons for each where the planner did not know how many there are.
 * $1 organization, $2 campaign, $3 least views, $4 how many of each head, $5 how many in all, from $6 on the filter.
 */
const FIND_SPREAD = forEachSource((source) =>
  statement(
    `campaign_spread_find_${source}`.toLowerCase(),
    `with ${performancesOf(source, 6)}, viewed as materialized (
       select * from performance where views >= greatest($3::bigint, 1)
     ), heads as (
       (select influencer_id from viewed order by coalesce(engagement_rate, -1) desc, views desc, influencer_id limit $4)
       union
       (select influencer_id from viewed
         order by coalesce(confident_engagement_rate, -1) desc, views desc, influencer_id limit $4)
       union
       (select influencer_id from viewed order by views desc, influencer_id limit $4)
     ), chosen as (
       select * from viewed
        order by (influencer_id in (select influencer_id from heads)) desc, hashtextextended(influencer_id, 0), influencer_id
        limit $5
     )
     select ${PERFORMANCE_COLUMNS} from chosen as performance order by views desc, influencer_id`,
  ),
);

/** How many influencers stand where to the engagement rate of their campaign. */
export interface Standings {
  /** Above it even by the lower bound of their interval. */
  readonly certainCount: bigint;
  /** Above it, with a lower bound that is not: it may be chance. */
  readonly uncertainCount: bigint;
  readonly belowCount: bigint;
}

/**
 * $1 organization, $2 campaign, $3 least views, from $4 on the filter. Reads the campaign once. The rate that influencers are compared with is
 * that of all posts that count, as engagement_rate of a campaign without a filter is. It is materialized, or the planner may sum it up anew for each row.
 */
const COUNT_STANDINGS = forEachSource((source) =>
  statement(
    `campaign_standings_count_${source}`.toLowerCase(),
    `with ${performancesOf(source, 4)}, level as materialized (
       select sum(interactions)::double precision / nullif(sum(views), 0)::double precision * 100 as rate from everybody
     )
     select count(*) filter (where confident_engagement_rate > level.rate) as "certainCount",
            count(*) filter (where engagement_rate > level.rate and confident_engagement_rate <= level.rate) as "uncertainCount",
            count(*) filter (where engagement_rate <= level.rate) as "belowCount"
       from level cross join performance
      where views >= greatest($3::bigint, 1)`,
  ),
);

/**
 * How the influencers of a campaign are spread over views and rates, most viewed first: all of them, or where there are
 * more than `limit`, the best and a stable sample of the others. Kept until an import touches the campaign.
 * @throws CallerError NOT_FOUND that names near ids
 */
export async function findSpread(
  { cache, revisions }: LeaderboardDeps,
  { reader, campaignId, limit, minViews, filter }: SpreadRequest,
): Promise<readonly Performance[]> {
  const { revision } = await requireCampaign(revisions, reader, campaignId);
  const { database, organizationId } = reader;
  const eachHead = Math.ceil(limit / 6);
  return cache.remember(
    {
      organizationId,
      kind: 'spread',
      parts: [SHAPE, campaignId, revision, limit, minViews, ...filterParts(filter)],
    },
    () =>
      database.query<Performance>(FIND_SPREAD[sourceOf(filter)], [
        organizationId,
        campaignId,
        minViews,
        eachHead,
        limit,
        ...performerFilterValues(filter),
      ]),
  );
}

/**
 * How many influencers of a campaign stand above its rate, for certain or by chance, and below it: of all who have so many
 * views, however many a spread shows. Kept until an import touches the campaign.
 * @throws CallerError NOT_FOUND that names near ids
 */
export async function countStandings(
  { cache, revisions }: LeaderboardDeps,
  { reader, campaignId, minViews, filter }: Omit<SpreadRequest, 'limit'>,
): Promise<Standings> {
  const { revision } = await requireCampaign(revisions, reader, campaignId);
  const { database, organizationId } = reader;
  return cache.remember(
    {
      organizationId,
      kind: 'spread',
      parts: [SHAPE, 'standings', campaignId, revision, minViews, ...filterParts(filter)],
    },
    async () => {
      const [counted] = await database.query<Standings>(COUNT_STANDINGS[sourceOf(filter)], [
        organizationId,
        campaignId,
        minViews,
        ...performerFilterValues(filter),
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
