import { type Statement, statement } from '../../../platform/storage/database.ts';
import { unprepared } from '../staging/post-tables.sql.ts';

/**
 * The other published imports with posts in the campaigns of an import ($2) or of the one that it replaces ($3, or null), as far
 * as their posts are not added to those of others. The campaigns are a hashed list ("is true"): a join of two tables that were
 * filled a moment ago would be a nested loop. Served by import_organization_id_source_status_idx and post_sum_pkey.
 */
export const FIND_OTHER_IMPORTS = statement(
  'hidden_posts_find_other_imports',
  `select import.id from import
    where import.organization_id = $1 and import.status = 'PUBLISHED' and not import.adds_posts
      and import.id not in ($2::bigint, coalesce($3::bigint, 0))
      and exists (
        select from post_sum as sum
         where sum.organization_id = $1 and sum.import_id = import.id and sum.kind = 'CREATOR'
           and (sum.campaign_id in (
             select campaign_id from post_sum
              where organization_id = $1 and import_id in ($2::bigint, $3::bigint) and kind = 'CREATOR'
                and campaign_id is not null
           )) is true
      )
    order by import.id`,
);

/**
 * Keeps the tables of published imports ($1) where they are until the transaction ends: whoever merges one into post locks its import
 * for an update first, and passes those over that are locked.
 */
export const HOLD_POST_TABLES = statement(
  'hidden_posts_hold_tables',
  'select id from import where id = any($1::bigint[]) order by id for key share',
);

/** Tables that were filled a moment ago have no statistics: a join of them would be planned as a nested loop. */
export const PLAN_LARGE_JOINS = 'set local enable_nestloop = off';
export const PLAN_AS_USUAL = 'set local enable_nestloop = on';

const KEY = ['campaign_id', 'influencer_id', 'post_id'];

/** Whether two rows are the same post: platform and post id within campaign and creator. */
const isSamePost = (left: string, right: string) =>
  [
    ...KEY.map((column) => `${left}.${column} = ${right}.${column}`),
    `coalesce(${left}.platform, '') = coalesce(${right}.platform, '')`,
  ].join(' and ');

/** The posts of some imports ($3), in these tables, by their line. */
function postsIn(tables: readonly string[]): string {
  const selects = tables.map(
    (table) =>
      `select import_id, line, campaign_id, influencer_id, post_id, platform, posted_at, hashtags, views, likes, comments, shares
         from ${table} as post where organization_id = $1 and import_id = any ($3::bigint[]) and post_id is not null`,
  );
  return `(${selects.join(' union all ')})`;
}

/** The posts of other imports ($3) that the import ($2) has too; none where $4 says that its posts are added to them. */
export function collectMatches(own: string, others: readonly string[]): Statement {
  return unprepared(
    `create temporary table matched_post on commit drop as
     select other.*
       from (
         select * from ${own} as own
          where organization_id = $1 and import_id = $2::bigint and post_id is not null and not $4::boolean
       ) as post
       join ${postsIn(others)} as other on ${isSamePost('other', 'post')}`,
  );
}

/**
 * The posts that the replaced import ($2) hid and the new one does not have, with the import that hides them now: the last of
 * those ($3) that came later and have the post; null where there is none. Served by hidden_post_organization_id_by_import_id_idx.
 */
export function collectReleased(others: readonly string[]): Statement {
  return unprepared(
    `create temporary table released_post on commit drop as
     with posts as materialized (select * from ${postsIn(others)} as posts)
     select post.*, (
              select max(later.import_id) from unnest(same.ids) as later (import_id)
               where later.import_id > post.import_id
            ) as by_import_id
       from hidden_post as hidden
       join posts as post on post.import_id = hidden.import_id and post.line = hidden.line
       join (
         select campaign_id, influencer_id, post_id, coalesce(platform, '') as platform, array_agg(import_id) as ids
           from posts group by 1, 2, 3, 4
       ) as same
         on same.campaign_id = post.campaign_id and same.influencer_id = post.influencer_id
        and same.post_id = post.post_id and same.platform = coalesce(post.platform, '')
      where hidden.organization_id = $1 and hidden.by_import_id = $2::bigint
        and not exists (
          select from matched_post as matched where matched.import_id = post.import_id and matched.line = post.line
        )`,
  );
}

/** None, for an import that replaces no other: looking for them would read all posts of the other imports. */
export const NO_RELEASED = statement(
  'hidden_posts_no_released',
  `create temporary table released_post on commit drop as
   select matched.*, null::bigint as by_import_id from matched_post as matched limit 0`,
);

/** The posts that count from now on, with the sign 1, and those that no longer do, with -1. Served by hidden_post_pkey. */
export const COLLECT_POST_CHANGES = statement(
  'hidden_posts_collect_changes',
  `create temporary table post_change on commit drop as
   select -1 as sign, matched.* from matched_post as matched
    where not exists (
      select from hidden_post as hidden
       where hidden.organization_id = $1 and hidden.import_id = matched.import_id and hidden.line = matched.line
    )
   union all
   select 1, import_id, line, campaign_id, influencer_id, post_id, platform, posted_at, hashtags, views, likes, comments, shares
     from released_post where by_import_id is null`,
);

/** Served by hidden_post_pkey. */
export const HIDE_MATCHED = statement(
  'hidden_posts_hide_matched',
  `insert into hidden_post (organization_id, import_id, line, by_import_id)
   select $1, import_id, line, $2::bigint from matched_post order by import_id, line
   on conflict (organization_id, import_id, line) do update set by_import_id = excluded.by_import_id`,
);

/** Served by hidden_post_pkey. */
export const HIDE_RELEASED = statement(
  'hidden_posts_hide_released',
  `update hidden_post as hidden set by_import_id = released.by_import_id from released_post as released
    where hidden.organization_id = $1 and hidden.import_id = released.import_id and hidden.line = released.line
      and released.by_import_id is not null`,
);

/** What is no longer hidden, and all of the import that is replaced ($2). Served by both indexes. */
export const SHOW_RELEASED = statement(
  'hidden_posts_show_released',
  'delete from hidden_post where organization_id = $1 and (by_import_id = $2::bigint or import_id = $2::bigint)',
);

const signed = ['views', 'likes', 'comments', 'shares'].map(
  (count) => `sum(sign * ${count})::bigint as ${count}`,
);
const SUMS = `sum(sign) as posts, ${signed.join(', ')}`;

/**
 * Takes what posts bring that no longer count out of the sums of their imports, and puts back what counts again. The last number of
 * each import is looked up once, and not for each row.
 */
export const CORRECT_SUMS = statement(
  'hidden_posts_correct_sums',
  `with tagged as materialized (
     select import_id, campaign_id, platform, hashtag as key, ${SUMS}
       from post_change cross join unnest(hashtags) as hashtag group by 1, 2, 3, 4
   ), sums as (
     select import_id, 'CREATOR' as kind, campaign_id, platform, influencer_id as key, ${SUMS}
       from post_change group by import_id, campaign_id, platform, influencer_id
     union all
     select import_id, 'HASHTAG', campaign_id, platform, key, posts, views, likes, comments, shares from tagged
     union all
     select import_id, 'HASHTAG', null, platform, key, sum(posts), sum(views)::bigint, sum(likes)::bigint,
            sum(comments)::bigint, sum(shares)::bigint
       from tagged group by import_id, platform, key
     union all
     select import_id, 'DAY', campaign_id, null, to_char(day, 'YYYY-MM-DD'), posts, views, likes, comments, shares
       from (
         select import_id, campaign_id, (posted_at at time zone 'UTC')::date as day, ${SUMS}
           from post_change where posted_at is not null group by 1, 2, 3
       ) as days
   ), numbered as (
     select import_id, kind, campaign_id, platform, row_number() over (partition by import_id) as number,
            array_agg(key) as keys, array_agg(posts::bigint) as posts, array_agg(views) as views,
            array_agg(likes) as likes, array_agg(comments) as comments, array_agg(shares) as shares
       from sums group by import_id, kind, campaign_id, platform
   ), last as materialized (
     select import_id, max(number) as number from post_sum
      where organization_id = $1 and import_id in (select import_id from post_change) group by import_id
   )
   insert into post_sum
     (organization_id, import_id, number, kind, campaign_id, platform, keys, posts, views, likes, comments, shares)
   select $1, import_id, numbered.number + coalesce(last.number, 0), kind, campaign_id, platform, keys, posts, views, likes,
          comments, shares
     from numbered left join last using (import_id)`,
);

/** How many posts of other sources the import has too. */
export const COUNT_MATCHED = statement(
  'hidden_posts_count_matched',
  'select count(*) as count from matched_post',
);

/** An empty table of changes, for an import without others beside it. */
export const NO_POST_CHANGES = statement(
  'hidden_posts_no_changes',
  `create temporary table post_change (
     sign integer, import_id bigint, campaign_id text collate "C", influencer_id text collate "C", platform text collate "C",
     views bigint, likes bigint, comments bigint, shares bigint
   ) on commit drop`,
);
