import { type Statement, statement } from '../../../platform/storage/database.ts';
import { SUMMED } from './live-counts.ts';
import type { Window } from './window.ts';

/** The watermark of the partition that a campaign's events are in. Served by event_consumer_pkey. */
const watermark = (parameter: number) =>
  `(select watermark from event_consumer where partition = $${parameter}) as watermark`;

/**
 * A campaign's sums over a window: $1 organization, $2 campaign, $3 whether sent with public keys, $4 partition, $5 the first
 * minute. Served by event_campaign_minute_pkey and event_total_pkey: at most 1,440 rows, and one a post.
 */
export const CAMPAIGN_METRICS: Readonly<Record<Window, Statement>> = {
  HOUR: overMinutes('hour'),
  DAY: overMinutes('day'),
  TOTAL: statement(
    'live_campaign_total',
    `select ${SUMMED}, ${watermark(4)} from event_total where organization_id = $1 and campaign_id = $2 and is_public = $3`,
  ),
};

function overMinutes(name: string): Statement {
  return statement(
    `live_campaign_${name}`,
    `select ${SUMMED}, ${watermark(4)} from event_campaign_minute
      where organization_id = $1 and campaign_id = $2 and is_public = $3 and start >= $5`,
  );
}

const OF_CAMPAIGN = 'organization_id = $1 and campaign_id = $2 and is_public = $3';

/**
 * The rows of creators and posts that a window adds up, with $1 to $3 as above. HOUR: minutes from $4 on. DAY: whole hours from
 * $5 to $6, minutes from $4 on before and behind. Served by the primary keys.
 */
const ROWS_OF: Readonly<Record<Window, string>> = {
  HOUR: `select * from event_minute where ${OF_CAMPAIGN} and start >= $4`,
  DAY: `select * from event_minute where ${OF_CAMPAIGN} and ((start >= $4 and start < $5) or start >= $6)
        union all select * from event_hour where ${OF_CAMPAIGN} and start >= $5 and start < $6`,
  TOTAL: `select * from event_total where ${OF_CAMPAIGN}`,
};

const LAST_OF: Readonly<Record<Window, number>> = { HOUR: 4, DAY: 6, TOTAL: 3 };

/** A creator's sums over a window: the creator and the partition stand behind the window's own values. */
export function influencerMetrics(window: Window): Statement {
  return statement(
    `live_influencer_${window}`,
    `select ${SUMMED}, ${watermark(LAST_OF[window] + 2)} from (${ROWS_OF[window]}) as counted
      where influencer_id = $${LAST_OF[window] + 1}`,
  );
}

/** What live performers are ordered by. */
export const LIVE_RANKINGS = [
  'ENGAGEMENT_RATE',
  'CONFIDENT_ENGAGEMENT_RATE',
  'VIEWS',
  'INTERACTIONS',
  'CLICKS',
  'COUPON_USES',
  'CONVERSIONS',
] as const;
export type LiveRankBy = (typeof LIVE_RANKINGS)[number];

/** The lower bound of the Wilson score interval at 95 %, as campaign_performance computes it. */
const CONFIDENT = `case when views > 0 then greatest(0, (
    least(interactions, views)::float8 / views + 3.8414588206941227 / (2 * views::float8)
    - 1.959963984540054 * sqrt(
        greatest(0, least(interactions, views)::float8 / views * (1 - least(interactions, views)::float8 / views)) / views
        + 3.8414588206941227 / (4 * views::float8 * views::float8))
  ) / (1 + 3.8414588206941227 / views) * 100) end`;

const ORDER_OF: Readonly<Record<LiveRankBy, string>> = {
  ENGAGEMENT_RATE: 'case when views > 0 then interactions::float8 / views end desc nulls last',
  CONFIDENT_ENGAGEMENT_RATE: '"confidentEngagementRate" desc nulls last',
  VIEWS: 'views desc',
  INTERACTIONS: 'interactions desc',
  CLICKS: 'clicks desc',
  COUPON_USES: '"couponUses" desc',
  CONVERSIONS: 'conversions desc',
};

/** The best creators of a window: how many there may be stands behind the window's own values. */
export function topLivePerformers(window: Window, rankBy: LiveRankBy): Statement {
  return statement(
    `live_top_${window}_${rankBy}`,
    `select *, ${CONFIDENT} as "confidentEngagementRate"
       from (
         select *, likes + comments + shares as interactions
           from (select influencer_id as "influencerId", ${SUMMED} from (${ROWS_OF[window]}) as counted group by 1) as summed
       ) as ranked
      order by ${ORDER_OF[rankBy]}, views desc, "influencerId" limit $${LAST_OF[window] + 1}`,
  );
}

/** How long a point of a timeline is. */
export const BUCKETS = ['MINUTE', 'HOUR', 'DAY'] as const;
export type Bucket = (typeof BUCKETS)[number];

const TABLE_OF = { MINUTE: 'event_campaign_minute', HOUR: 'event_hour', DAY: 'event_day' } as const;

/** A campaign's sums by time: $1 to $3 as above, from $4 to before $5. Served by the primary keys. */
export function metricsTimeline(bucket: Bucket): Statement {
  return statement(
    `live_timeline_${bucket}`,
    `select start, ${SUMMED} from ${TABLE_OF[bucket]}
      where ${OF_CAMPAIGN} and start >= $4 and start < $5 group by start order by start`,
  );
}
