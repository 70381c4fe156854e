import { statement } from '../../../platform/storage/database.ts';
import { type Reader } from '../../access/contract.ts';
import type { LeaderboardDeps } from '../leaderboard/leaderboard.ts';
import { campaignKey, POST_KEYS } from '../post/post-keys.sql.ts';
import { engagementRate, sumInteractions } from '../rate.ts';
import { requireCampaign } from '../totals/require-campaign.ts';

/** How long a period is. */
export const TIMELINE_UNITS = ['DAY', 'WEEK', 'MONTH', 'YEAR'] as const;

export type TimelineUnit = (typeof TIMELINE_UNITS)[number];

/** The sums over the posts of one period. */
export interface Period {
  /** When it begins, in UTC; a week begins on Monday. */
  readonly from: Date;
  readonly posts: bigint;
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
 * A campaign's posts by the time when they were posted, in days where they span a quarter at most, in weeks up to two
 * years, in months up to twenty. $1 organization, $2 campaign.
 * Served by post_keys_idx, and import_pkey for what is published.
 */
const FIND_PERIODS = statement(
  'campaign_timeline_find',
  `with dated as materialized (
     select post.posted_at at time zone 'UTC' as posted_at, post.views, post.likes, post.comments, post.shares
       from organization_post as post
       join import on import.id = post.import_id and import.status = 'PUBLISHED'
      where ${POST_KEYS} @> array[${campaignKey('$1', '$2')}]
        and post.organization_id = $1 and post.campaign_id = $2 and post.posted_at is not null
   ), chosen as (
     select case
              when max(posted_at) - min(posted_at) <= interval '93 days' then 'DAY'
              when max(posted_at) - min(posted_at) <= interval '731 days' then 'WEEK'
              when max(posted_at) - min(posted_at) <= interval '7306 days' then 'MONTH'
              else 'YEAR'
            end as unit
       from dated
   )
   select chosen.unit, date_trunc(chosen.unit, posted_at) at time zone 'UTC' as "from", count(*) as posts,
          sum(views)::bigint as views, sum(likes)::bigint as likes, sum(comments)::bigint as comments,
          sum(shares)::bigint as shares
     from dated cross join chosen
    group by chosen.unit, 2
    order by 2`,
);

/**
 * What a campaign's posts achieved by the time when they were posted. Posts without a date are left out. Kept until
 * an import touches the campaign.
 * @throws CallerError NOT_FOUND that names near ids
 */
export async function findTimeline(
  { cache, revisions }: LeaderboardDeps,
  reader: Reader,
  campaignId: string,
): Promise<Timeline> {
  const { revision } = await requireCampaign(revisions, reader, campaignId);
  const { database, organizationId } = reader;
  return cache.remember({ organizationId, kind: 'timeline', parts: [campaignId, revision] }, async () => {
    const rows = await database.query<PeriodRow>(FIND_PERIODS, [organizationId, campaignId]);
    return { unit: rows[0]?.unit ?? 'DAY', periods: rows.map(toPeriod) };
  });
}

function toPeriod({ unit: _unit, ...sums }: PeriodRow): Period {
  const interactions = sumInteractions(sums);
  return { ...sums, interactions, engagementRate: engagementRate(interactions, sums.views) };
}
