import { statement } from '../../../platform/storage/database.ts';
import type { Reader } from '../../access/contract.ts';
import { filteredPosts, performerFilterValues } from '../filter/performances.sql.ts';
import { filterParts, type PerformerFilter } from '../filter/performer-filter.ts';
import { SHAPE } from '../kept-shape.ts';
import type { LeaderboardDeps } from '../leaderboard/leaderboard.ts';
import { ENTRIES } from '../post/post-sums.sql.ts';
import { engagementRate, sumInteractions } from '../rate.ts';
import { requireCampaign } from '../totals/require-campaign.ts';

/** How long a period is. */
export const TIMELINE_UNITS = ['DAY', 'WEEK', 'MONTH', 'YEAR'] as const;

export type TimelineUnit = (typeof TIMELINE_UNITS)[number];

/** The sums over the posts of one period. */
export interface Period {
  /** When it begins, in UTC; a week begins on Monday. */
  readonly from: Date;
  readonly postCount: bigint;
  readonly views: bigint;
  readonly likes: bigint | null;
  readonly comments: bigint | null;
  readonly shares: bigint | null;
  readonly interactions: bigint;
  readonly engagementRate: number | null;
}

export interface Timeline {
  readonly unit: TimelineUnit;
  /** In the order of time; a period without posts is absent. */
  readonly periods: readonly Period[];
}

type PeriodRow = { readonly unit: TimelineUnit } & Omit<Period, 'interactions' | 'engagementRate'>;

/**
 * A campaign's days. $1 organization, $2 campaign. Served by post_sum_organization_id_kind_campaign_id_platform_idx, and import_pkey
 * for what is published.
 */
const DAYS_OF_SUMS = `
     select key::date::timestamp as day, sum(posts)::bigint as posts, sum(views)::bigint as views,
            sum(likes)::bigint as likes, sum(comments)::bigint as comments, sum(shares)::bigint as shares,
            sum(posts) filter (where likes is not null) as likes_posts,
            sum(posts) filter (where comments is not null) as comments_posts,
            sum(posts) filter (where shares is not null) as shares_posts
       from (
         select ${ENTRIES}
           from post_sum as sum
           join import on import.id = sum.import_id and import.status = 'PUBLISHED'
          where sum.organization_id = $1 and sum.kind = 'DAY' and sum.campaign_id = $2
       ) as entry
      group by 1
     having sum(posts) > 0`;

/** The days of the posts that a filter leaves: $3 to $6. Served by post_keys_idx. */
const DAYS_OF_POSTS = `
     select date_trunc('day', posted_at at time zone 'UTC') as day, count(*) as posts, sum(views)::bigint as views,
            sum(likes)::bigint as likes, sum(comments)::bigint as comments, sum(shares)::bigint as shares,
            count(likes) as likes_posts, count(comments) as comments_posts, count(shares) as shares_posts
       from organization_post as post
      where ${filteredPosts(3)}
        and posted_at is not null and ($6::text is null or influencer_id ilike $6)
      group by 1`;

/**
 * A campaign's posts by the day when they were posted, in days where they span a quarter at most, in weeks up to two
 * years, in months up to twenty. What no post of a period reports stays null.
 */
const periodsOf = (name: string, days: string) =>
  statement(
    name,
    `with dated as materialized (${days}
   ), chosen as (
     select case
              when max(day) - min(day) <= interval '93 days' then 'DAY'
              when max(day) - min(day) <= interval '731 days' then 'WEEK'
              when max(day) - min(day) <= interval '7306 days' then 'MONTH'
              else 'YEAR'
            end as unit
       from dated
   )
   select chosen.unit, date_trunc(chosen.unit, day) at time zone 'UTC' as "from", sum(posts)::bigint as "postCount",
          sum(views)::bigint as views,
          case when sum(likes_posts) > 0 then sum(likes)::bigint end as likes,
          case when sum(comments_posts) > 0 then sum(comments)::bigint end as comments,
          case when sum(shares_posts) > 0 then sum(shares)::bigint end as shares
     from dated cross join chosen
    group by chosen.unit, 2
    order by 2`,
  );

/** The statement that serves a campaign as a whole. */
export const FIND_PERIODS = periodsOf('campaign_timeline_find', DAYS_OF_SUMS);
const FIND_FILTERED_PERIODS = periodsOf('campaign_timeline_find_filtered', DAYS_OF_POSTS);

/**
 * What a campaign's posts achieved by the time when they were posted. Posts without a date are left out. Kept until
 * an import touches the campaign.
 * @throws CallerError NOT_FOUND that names near ids
 */
export async function findTimeline(
  { cache, revisions }: LeaderboardDeps,
  reader: Reader,
  campaignId: string,
  filter?: PerformerFilter,
): Promise<Timeline> {
  const { revision } = await requireCampaign(revisions, reader, campaignId);
  const { database, organizationId } = reader;
  return cache.remember(
    { organizationId, kind: 'timeline', parts: [SHAPE, campaignId, revision, ...filterParts(filter)] },
    async () => {
      const finding = filter === undefined ? FIND_PERIODS : FIND_FILTERED_PERIODS;
      const values = [organizationId, campaignId, ...performerFilterValues(filter)];
      const rows = await database.query<PeriodRow>(finding, values);
      return { unit: rows[0]?.unit ?? 'DAY', periods: rows.map(toPeriod) };
    },
  );
}

function toPeriod({ unit: _unit, ...sums }: PeriodRow): Period {
  const interactions = sumInteractions(sums);
  return { ...sums, interactions, engagementRate: engagementRate(interactions, sums.views) };
}
