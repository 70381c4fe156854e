import { LARGEST_COUNT } from '../../../platform/graph/largest-count.ts';
import { type Statement, statement } from '../../../platform/storage/database.ts';
import { unprepared } from '../staging/post-tables.sql.ts';

const SUMS = `count(*) as posts, sum(views)::bigint as views, sum(likes)::bigint as likes, sum(comments)::bigint as comments,
         sum(shares)::bigint as shares`;
const SUMS_OF_SUMS = `sum(posts)::bigint, sum(views)::bigint, sum(likes)::bigint, sum(comments)::bigint, sum(shares)::bigint`;

/**
 * Sums up the posts of an import ($2) in a table, for imports whose sums the importer did not write. Three passes over
 * the posts, one per kind of key: a single pass over one row per key takes four times as long.
 */
export function sumPostsIn(table: string): Statement {
  return unprepared(
    `with hashtags as materialized (
       select campaign_id, platform, hashtag as key, ${SUMS} from ${table} as post cross join unnest(post.hashtags) as hashtag
        where organization_id = $1 and import_id = $2::bigint
        group by 1, 2, 3
     ), sums as (
       select 'CREATOR' as kind, campaign_id, platform, influencer_id as key, ${SUMS} from ${table} as post
        where organization_id = $1 and import_id = $2::bigint
        group by campaign_id, platform, influencer_id
       union all
       select 'HASHTAG', * from hashtags
       union all
       select 'HASHTAG', null, platform, key, ${SUMS_OF_SUMS} from hashtags group by platform, key
       union all
       select 'DAY', campaign_id, null, to_char(day, 'YYYY-MM-DD'), posts, views, likes, comments, shares
         from (
           select campaign_id, (posted_at at time zone 'UTC')::date as day, ${SUMS} from ${table} as post
            where organization_id = $1 and import_id = $2::bigint and posted_at is not null
            group by 1, 2
         ) as days
     )
     insert into post_sum
       (organization_id, import_id, number, kind, campaign_id, platform, keys, posts, views, likes, comments, shares)
     select $1, $2::bigint, row_number() over (), kind, campaign_id, platform, array_agg(key), array_agg(posts),
            array_agg(views), array_agg(likes), array_agg(comments), array_agg(shares)
       from sums
      group by kind, campaign_id, platform`,
  );
}

/**
 * The performance with most views among the posts of an import ($2) in a table, and whether all of its posts have more than a count
 * of the graph holds (2^53 - 1).
 */
export function findLargestSumIn(table: string): Statement {
  return unprepared(
    `select campaign_id as "campaignId", influencer_id as "influencerId", sum(sum(views)) over () > ${LARGEST_COUNT} as "isTooLarge"
       from ${table} as post
      where organization_id = $1 and import_id = $2::bigint
      group by campaign_id, influencer_id
      order by sum(views) desc, campaign_id, influencer_id
      limit 1`,
  );
}

/** Served by post_sum_pkey. */
export const DELETE_POST_SUMS = statement(
  'post_sum_delete',
  'delete from post_sum where organization_id = $1 and import_id = $2',
);

/** Published imports without sums: from a server of the previous version, or from before a migration. */
export const FIND_UNSUMMED = statement(
  'post_sum_find_unsummed',
  `select organization_id as "organizationId", id from import
    where loaded > 0 and case when $1::bigint is null then status = 'PUBLISHED' else id = $1 end
      and not exists (select from post_sum where organization_id = import.organization_id and import_id = import.id)`,
);
