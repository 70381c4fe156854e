import { type Statement, statement } from '../../../platform/storage/database.ts';
import type { RankBy } from './ranking.ts';

/** The columns of a {@link Performance}, of the table under the alias `performance`. */
export const PERFORMANCE_COLUMNS = `
  performance.campaign_id as "campaignId", performance.influencer_id as "influencerId", performance.posts as "postCount",
  performance.views, performance.likes, performance.comments, performance.shares, performance.interactions,
  performance.engagement_rate as "engagementRate",
  performance.confident_engagement_rate as "confidentEngagementRate"`;

/** The expressions that campaign_performance_large has an index on, one a ranking. */
export const RANKING_EXPRESSIONS: Readonly<Record<RankBy, string>> = {
  ENGAGEMENT_RATE: 'coalesce(engagement_rate, -1)',
  CONFIDENT_ENGAGEMENT_RATE: 'coalesce(confident_engagement_rate, -1)',
  VIEWS: 'views',
  INTERACTIONS: 'interactions',
};

/** Of what type their values are. */
export const RANKING_TYPES: Readonly<Record<RankBy, string>> = {
  ENGAGEMENT_RATE: 'double precision',
  CONFIDENT_ENGAGEMENT_RATE: 'double precision',
  VIEWS: 'bigint',
  INTERACTIONS: 'bigint',
};

/**
 * The first rows of a leaderboard: $1 organization, $2 campaign, $3 least views, $4 how many.
 * Of a large campaign served by the ranking's own index on campaign_performance_large; the performances of another are read by
 * campaign_performance_usual_pkey and sorted, as far as the first rows need it. The planner merges the two, one of which is empty.
 */
export function firstRows(rankBy: RankBy): Statement {
  return FIRST_ROWS[rankBy];
}

/**
 * The rows after a cursor: the same, with $5 the ranking's value there, $6 its views, $7 its influencer, and $8 the revision
 * that its rank rests on. Where the campaign has another one by now, `before` says how many rows stand before the first: they
 * are counted by the same, as far as the cursor.
 */
export function rowsAfter(rankBy: RankBy): Statement {
  return ROWS_AFTER[rankBy];
}

const FIRST_ROWS = forEachRanking((rankBy) =>
  leaderboardStatement(`leaderboard_first_${rankBy}`, rankBy, { condition: '', before: 'null::bigint' }),
);

/** The first comparison is one that the index is entered by; the ties behind it are sorted out row by row. */
const ROWS_AFTER = forEachRanking((rankBy) => {
  const value = RANKING_EXPRESSIONS[rankBy];
  const last = `$5::${RANKING_TYPES[rankBy]}`;
  return leaderboardStatement(`leaderboard_after_${rankBy}`, rankBy, {
    condition: `and ${value} <= ${last}
         and (${value} < ${last} or views < $6::bigint or (views = $6::bigint and influencer_id > $7::text))`,
    before: `case when campaign.last_import_id <> $8::bigint then (
         select count(*) from campaign_performance
          where organization_id = $1 and campaign_id = $2 and views >= $3::bigint
            and ${value} >= ${last}
            and (${value} > ${last} or views > $6::bigint or (views = $6::bigint and influencer_id <= $7::text))
       ) end`,
  });
});

/**
 * The campaign comes along with its rows, seen at one moment: no row is an unknown campaign, a row of nulls an empty
 * page, and last_import_id the import that the rows rest on.
 */
function leaderboardStatement(
  name: string,
  rankBy: RankBy,
  { condition, before }: { readonly condition: string; readonly before: string },
): Statement {
  return statement(
    name.toLowerCase(),
    `select campaign.last_import_id as "revision", ${before} as "before", ${PERFORMANCE_COLUMNS}
       from campaign
       left join lateral (
         select * from campaign_performance
          where organization_id = $1 and campaign_id = $2 and views >= $3::bigint
            ${condition}
          order by ${RANKING_EXPRESSIONS[rankBy]} desc, views desc, influencer_id
          limit $4
       ) as performance on true
      where campaign.organization_id = $1 and campaign.id = $2`,
  );
}

/** How many rows a leaderboard has: $1 organization, $2 campaign, $3 least views. Of a large campaign served by campaign_performance_views_idx alone. */
export const COUNT_PERFORMERS = statement(
  'leaderboard_count',
  'select count(*) as count from campaign_performance where organization_id = $1 and campaign_id = $2 and views >= $3::bigint',
);

/** A statement for each ranking: one is planned by the index of its own. */
export function forEachRanking(make: (rankBy: RankBy) => Statement): Readonly<Record<RankBy, Statement>> {
  return {
    ENGAGEMENT_RATE: make('ENGAGEMENT_RATE'),
    CONFIDENT_ENGAGEMENT_RATE: make('CONFIDENT_ENGAGEMENT_RATE'),
    VIEWS: make('VIEWS'),
    INTERACTIONS: make('INTERACTIONS'),
  };
}
