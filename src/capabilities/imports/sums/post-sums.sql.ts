import { type Statement, statement } from '../../../platform/storage/database.ts';
import { unprepared } from '../staging/post-tables.sql.ts';

/** Sums up the posts of an import ($2) that stand in a table: what the importer writes otherwise. */
export function sumPostsIn(table: string): Statement {
  return unprepared(
    `insert into post_sum
       (organization_id, import_id, number, kind, campaign_id, platform, keys, posts, views, likes, comments, shares)
     select $1, $2::bigint, row_number() over (), kind, campaign_id, platform, array_agg(key), array_agg(posts),
            array_agg(views), array_agg(likes), array_agg(comments), array_agg(shares)
       from (
         select entry.kind, entry.campaign_id, entry.platform, entry.key, count(*) as posts, sum(views)::bigint as views,
                sum(likes)::bigint as likes, sum(comments)::bigint as comments, sum(shares)::bigint as shares
           from ${table} as post
          cross join lateral (
            select 'CREATOR', scope, post.platform, influencer_id from (values (post.campaign_id), (null)) as scopes (scope)
            union all
            select 'DAY', post.campaign_id, null, to_char(posted_at at time zone 'UTC', 'YYYY-MM-DD')
             where posted_at is not null
            union all
            select 'HASHTAG', scope, post.platform, hashtag
              from (values (post.campaign_id), (null)) as scopes (scope), unnest(post.hashtags) as hashtag
          ) as entry (kind, campaign_id, platform, key)
          where organization_id = $1 and import_id = $2
          group by 1, 2, 3, 4
       ) as sums
      group by kind, campaign_id, platform`,
  );
}

/** Served by post_sum_pkey. */
export const FORGET_POST_SUMS = statement(
  'post_sum_forget',
  'delete from post_sum where organization_id = $1 and import_id = $2',
);

/** Imports that a server of the version before has published, or a database with another migration: they have no sums. */
export const FIND_UNSUMMED = statement(
  'post_sum_find_unsummed',
  `select organization_id as "organizationId", id from import
    where loaded > 0 and case when $1::bigint is null then status = 'PUBLISHED' else id = $1 end
      and not exists (select from post_sum where organization_id = import.organization_id and import_id = import.id)`,
);
