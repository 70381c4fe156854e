import { statement } from '../../../platform/storage/database.ts';
import { ENTRIES, INTERACTIONS_OF_ENTRIES } from '../../performance/contract.ts';
import { changedEntries } from './publish.sql.ts';

/** Whether the performances on platforms rest on what was published last: a server of the version before does not change them. */
export const ARE_PLATFORMS_COUNTED = statement(
  'platforms_are_counted',
  `select platform_import_id is not distinct from last_import_id as "areCounted" from organization where id = $1`,
);

/** What the import ($2) adds on each platform, less what the one that it replaces ($3, or null) had added. Served by post_sum_pkey. */
export const COLLECT_PLATFORM_CHANGES = statement(
  'platforms_collect_changes',
  `create temporary table platform_change on commit drop as
   select platform, key as influencer_id, sum(posts)::bigint as posts, sum(views)::bigint as views,
          ${INTERACTIONS_OF_ENTRIES} as interactions
     from (${changedEntries('platform')}) as entry
    group by platform, key`,
);

/** For the planner: it does not know a table that was made a moment ago. */
export const ANALYZE_PLATFORM_CHANGES = 'analyze platform_change (platform, influencer_id, posts)';

/** As the changes of campaign_performance are applied. Served by platform_performance_pkey, or read in its order. */
export const APPLY_PLATFORM_CHANGES = statement(
  'platforms_apply_changes',
  `merge into platform_performance as performance
   using (
     select * from platform_change where (posts, views, interactions) <> (0, 0, 0) order by platform, influencer_id
   ) as change
      on performance.organization_id = $1 and performance.platform = change.platform
     and performance.influencer_id = change.influencer_id
    when matched and performance.posts + change.posts = 0 then delete
    when matched then update set
      posts = performance.posts + change.posts,
      views = performance.views + change.views,
      interactions = performance.interactions + change.interactions
    when not matched and change.posts > 0 then insert (organization_id, platform, influencer_id, posts, views, interactions)
      values ($1, change.platform, change.influencer_id, change.posts, change.views, change.interactions)`,
);

export const FIND_UNCOUNTED_PLATFORMS = statement(
  'platforms_find_uncounted',
  'select id from organization where platform_import_id is distinct from last_import_id',
);

export const FORGET_PLATFORM_PERFORMANCES = statement(
  'platforms_forget_performances',
  'delete from platform_performance where organization_id = $1',
);

/** From the sums of all published imports. Served by post_sum_organization_id_kind_campaign_id_platform_idx. */
export const COUNT_PLATFORM_PERFORMANCES = statement(
  'platforms_count_performances',
  `insert into platform_performance (organization_id, platform, influencer_id, posts, views, interactions)
   select $1, platform, key, sum(posts)::bigint, sum(views)::bigint, ${INTERACTIONS_OF_ENTRIES}
     from (
       select sum.platform, ${ENTRIES}
         from post_sum as sum
         join import on import.id = sum.import_id and import.status = 'PUBLISHED'
        where sum.organization_id = $1 and sum.kind = 'CREATOR'
          and sum.campaign_id is not null and sum.platform is not null
     ) as entry
    group by platform, key
   having sum(posts) > 0`,
);

export const MARK_PLATFORMS_COUNTED = statement(
  'platforms_mark_counted',
  'update organization set platform_import_id = last_import_id where id = $1',
);
