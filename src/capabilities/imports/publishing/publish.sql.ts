import { LARGEST_COUNT } from '../../../platform/graph/largest-count.ts';
import { statement } from '../../../platform/storage/database.ts';
import { withinFilter } from '../../access/contract.ts';
import { ENTRIES } from '../../performance/contract.ts';

/** Publications of one organization follow one another: each adds to what the one before it left. */
export const LOCK_PUBLICATION = statement(
  'publish_lock',
  `select pg_advisory_xact_lock(hashtextextended('marquee:publish:' || $1, 0))`,
);

export const MARK_REPLACED = statement(
  'publish_mark_replaced',
  `update import set status = 'REPLACED'
    where organization_id = $1 and source = $2 and status = 'PUBLISHED' returning id`,
);

/** Publishes only what is still running: another process takes an import for dead once its lock is gone. */
export const MARK_PUBLISHED = statement(
  'publish_mark_published',
  `update import
      set status = 'PUBLISHED', finished_at = clock_timestamp(), fingerprint = $3, bytes = $4,
          read = $5, loaded = $6, rejected = $7, superseded = $8, rejected_by_code = $9::jsonb
    where organization_id = $1 and id = $2 and status = 'RUNNING' returning finished_at as "finishedAt"`,
);

/**
 * What the import ($2) adds to each performance, less what the import that it replaces ($3, or null) had added: the cost
 * grows with the performances of the two, never with their posts or with what other sources have brought. Served by
 * post_sum_pkey.
 */
export const COLLECT_CHANGES = statement(
  'publish_collect_changes',
  `create temporary table performance_change on commit drop as
   select campaign_id, key collate "C" as influencer_id,
          sum(sign * posts)::bigint as posts,
          sum(sign * views)::bigint as views,
          sum(sign * likes)::bigint as likes,
          sum(sign * comments)::bigint as comments,
          sum(sign * shares)::bigint as shares,
          sum(sign * (coalesce(likes, 0) + coalesce(comments, 0) + coalesce(shares, 0)))::bigint as interactions,
          coalesce(sum(sign * posts) filter (where likes is not null), 0)::bigint as likes_posts,
          coalesce(sum(sign * posts) filter (where comments is not null), 0)::bigint as comments_posts,
          coalesce(sum(sign * posts) filter (where shares is not null), 0)::bigint as shares_posts
     from (
       select case when sum.import_id = $2::bigint then 1 else -1 end as sign, sum.campaign_id, entry.*
         from post_sum as sum
        cross join lateral ${ENTRIES}
        where sum.organization_id = $1 and sum.import_id in ($2::bigint, $3::bigint)
          and sum.kind = 'CREATOR' and sum.campaign_id is not null
     ) as rows
    group by campaign_id, key collate "C"`,
);

/** What the import touches, for the tables that have a row for each of it. */
export const COLLECT_TOUCHED = statement(
  'publish_collect_touched',
  `create temporary table touched_campaign on commit drop as
   select distinct campaign_id from performance_change order by campaign_id`,
);
export const COLLECT_ADDED_INFLUENCERS = statement(
  'publish_collect_added_influencers',
  `create temporary table added_influencer on commit drop as
   select distinct influencer_id from performance_change where posts > 0 order by influencer_id`,
);

/**
 * Served by campaign_performance_pkey; in its order, each index is written to at
 * neighbouring places, which halves the cost. What no post reports stays null.
 */
export const APPLY_CHANGES = statement(
  'publish_apply_changes',
  `insert into campaign_performance as performance
     (organization_id, campaign_id, influencer_id, posts, views, likes, comments, shares,
      likes_posts, comments_posts, shares_posts, interactions)
   select $1, campaign_id, influencer_id, posts, views, likes, comments, shares,
          likes_posts, comments_posts, shares_posts, interactions
     from performance_change as change
    where ((posts, views, interactions, likes_posts, comments_posts, shares_posts) <> (0, 0, 0, 0, 0, 0)
       or coalesce(likes, 0) <> 0 or coalesce(comments, 0) <> 0 or coalesce(shares, 0) <> 0)
      and (posts > 0 or exists (
        select from campaign_performance as performance
         where performance.organization_id = $1 and performance.campaign_id = change.campaign_id
           and performance.influencer_id = change.influencer_id
      ))
    order by campaign_id, influencer_id
   on conflict (organization_id, campaign_id, influencer_id) do update set
     posts = performance.posts + excluded.posts,
     views = performance.views + excluded.views,
     likes = case when performance.likes_posts + excluded.likes_posts > 0
                  then coalesce(performance.likes, 0) + coalesce(excluded.likes, 0) end,
     comments = case when performance.comments_posts + excluded.comments_posts > 0
                     then coalesce(performance.comments, 0) + coalesce(excluded.comments, 0) end,
     shares = case when performance.shares_posts + excluded.shares_posts > 0
                   then coalesce(performance.shares, 0) + coalesce(excluded.shares, 0) end,
     likes_posts = performance.likes_posts + excluded.likes_posts,
     comments_posts = performance.comments_posts + excluded.comments_posts,
     shares_posts = performance.shares_posts + excluded.shares_posts,
     interactions = performance.interactions + excluded.interactions`,
);

/** Before the changes are applied: what goes is not written once more. Served by campaign_performance_pkey. */
export const DELETE_EMPTY_PERFORMANCES = statement(
  'publish_delete_empty_performances',
  `delete from campaign_performance as performance using performance_change as change
    where change.posts < 0
      and performance.organization_id = $1 and performance.campaign_id = change.campaign_id
      and performance.influencer_id = change.influencer_id and performance.posts + change.posts = 0`,
);

export const INSERT_INFLUENCERS = statement(
  'publish_insert_influencers',
  `insert into influencer (organization_id, id)
   select $1, influencer_id from added_influencer
   on conflict (organization_id, id) do nothing`,
);

/** Served by campaign_performance_organization_id_influencer_id_idx. */
export const DELETE_EMPTY_INFLUENCERS = statement(
  'publish_delete_empty_influencers',
  `delete from influencer using (select distinct influencer_id from performance_change where posts < 0) as gone
    where influencer.organization_id = $1 and influencer.id = gone.influencer_id
      and not exists (
        select 1 from campaign_performance as performance
         where performance.organization_id = $1 and performance.influencer_id = gone.influencer_id
      )`,
);

/** How many campaigns an error names. */
export const MOST_NAMED = 5;

/** The campaigns that the import touches and a filter does not reach. Served by campaign_pkey. */
export const FIND_FIXED_CAMPAIGNS = statement(
  'publish_find_fixed_campaigns',
  `select id from campaign
    where organization_id = $1 and id in (select campaign_id from performance_change)
      and ${withinFilter('campaign', 2)} is not true
    order by id limit ${MOST_NAMED}`,
);

/**
 * Served by campaign_performance_pkey: it reads the performances of the touched campaigns. A campaign stays where it
 * belongs ($4 is where new ones do).
 */
export const WRITE_CAMPAIGNS = statement(
  'publish_write_campaigns',
  `insert into campaign
     (organization_id, id, influencers, posts, views, likes, comments, shares, interactions, last_import_id, last_imported_at, department_id)
   select $1, campaign_id, count(*), sum(posts), sum(views), sum(likes), sum(comments), sum(shares), sum(interactions), $2, $3, $4::text
     from campaign_performance
    where organization_id = $1
      and campaign_id in (select campaign_id from touched_campaign)
    group by campaign_id
   on conflict (organization_id, id) do update set
     influencers = excluded.influencers, posts = excluded.posts, views = excluded.views, likes = excluded.likes,
     comments = excluded.comments, shares = excluded.shares, interactions = excluded.interactions,
     last_import_id = excluded.last_import_id, last_imported_at = excluded.last_imported_at`,
);

/**
 * Whether all campaigns of an organization together have more views or interactions than a count of the graph holds
 * (2^53 - 1): no sum over some of them has more than they have. Served by campaign_pkey.
 */
export const FIND_TOO_LARGE_SUM = statement(
  'publish_find_too_large_sum',
  `select from campaign where organization_id = $1
   having sum(views) > ${LARGEST_COUNT} or sum(interactions) > ${LARGEST_COUNT}`,
);

export const DELETE_EMPTY_CAMPAIGNS = statement(
  'publish_delete_empty_campaigns',
  `delete from campaign using (select distinct campaign_id from performance_change where posts < 0) as gone
    where campaign.organization_id = $1 and campaign.id = gone.campaign_id
      and not exists (
        select 1 from campaign_performance as performance
         where performance.organization_id = $1 and performance.campaign_id = gone.campaign_id
      )`,
);

export const MARK_ORGANIZATION = statement(
  'publish_mark_organization',
  'update organization set last_import_id = $2 where id = $1',
);

export const LIST_TOUCHED_CAMPAIGNS = statement(
  'publish_list_touched_campaigns',
  'select campaign_id as "campaignId" from touched_campaign order by 1',
);

/** Heard by every process once the transaction has committed, and not before. */
export const NOTIFY = statement('publish_notify', 'select pg_notify($1, $2)');
