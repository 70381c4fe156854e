import { type Statement, statement } from '../../../platform/storage/database.ts';
import { type FilteredSource, performancesOf } from '../filter/performances.sql.ts';
import {
  forEachRanking,
  PERFORMANCE_COLUMNS,
  RANKING_EXPRESSIONS,
  RANKING_TYPES,
} from './leaderboard.sql.ts';
import type { RankBy } from './ranking.ts';

/**
 * Rows of a leaderboard of what a filter leaves, with their ranks among all who have posts that count: $1 organization, $2 campaign,
 * $3 to $6 the filter, $7 least views, $8 how many, $9 to $11 the ranking's value, the views and the influencer of the row before, or nulls.
 * The campaign comes along with its rows, as in a leaderboard without a filter.
 */
export function filteredRows(source: FilteredSource, rankBy: RankBy): Statement {
  return ROWS[source][rankBy];
}

/** How many rows such a leaderboard has: $3 to $6 the filter, $7 least views. */
export const COUNT_FILTERED: Readonly<Record<FilteredSource, Statement>> = {
  SUMS: countStatement('SUMS'),
  POSTS: countStatement('POSTS'),
};

const ROWS: Readonly<Record<FilteredSource, Readonly<Record<RankBy, Statement>>>> = {
  SUMS: forEachRanking((rankBy) => rowsStatement('SUMS', rankBy)),
  POSTS: forEachRanking((rankBy) => rowsStatement('POSTS', rankBy)),
};

function rowsStatement(source: FilteredSource, rankBy: RankBy): Statement {
  const value = RANKING_EXPRESSIONS[rankBy];
  const last = `$9::${RANKING_TYPES[rankBy]}`;
  return statement(
    `leaderboard_filtered_${source}_${rankBy}`.toLowerCase(),
    `with ${performancesOf(source, 3)}, ranked as (
       select *, row_number() over (order by ${value} desc, views desc, influencer_id) as rank
         from everybody
        where views >= $7::bigint
     )
     select campaign.last_import_id as "revision", performance.rank, ${PERFORMANCE_COLUMNS}
       from campaign
       left join lateral (
         select * from ranked
          where ($6::text is null or influencer_id ilike $6)
            and (${last} is null or ${value} < ${last}
              or (${value} = ${last} and (views < $10::bigint or (views = $10::bigint and influencer_id > $11::text))))
          order by rank
          limit $8
       ) as performance on true
      where campaign.organization_id = $1 and campaign.id = $2`,
  );
}

function countStatement(source: FilteredSource): Statement {
  return statement(
    `leaderboard_filtered_${source}_count`.toLowerCase(),
    `with ${performancesOf(source, 3)} select count(*) as count from performance where views >= $7::bigint`,
  );
}
