import { LARGEST_COUNT } from '../../../platform/graph/largest-count.ts';
import { statement } from '../../../platform/storage/database.ts';
import { withinFilter } from '../../access/contract.ts';
import { ENTRIES, INTERACTIONS_OF_ENTRIES } from '../../performance/contract.ts';

/** Publications of one organization run one at a time: each adds to the result of the one before. */
export const LOCK_PUBLICATION = statement(
  'publish_lock',
  `select pg_advisory_xact_lock(hashtextextended('marquee:publish:' || $1, 0))`,
);

export const MARK_REPLACED = statement(
  'publish_mark_replaced',
  `update import set status = 'REPLACED'
    where organization_id = $1 and source = $2 and status = 'PUBLISHED' returning id`,
);

/** Publishes only an import that is still running: another process presumes it dead once its lock is released. */
export const MARK_PUBLISHED = statement(
  'publish_mark_published',
  `update import
      set status = 'PUBLISHED', finished_at = clock_timestamp(), fingerprint = $3, bytes = $4,
          read = $5, loaded = $6, rejected = $7, superseded = $8, rejected_by_code = $9::jsonb
    where organization_id = $1 and id = $2 and status = 'RUNNING' returning finished_at as "finishedAt"`,
);

/**
 * What the sums of creators in the import ($2) bring, with a sign those of the import that it replaces ($3, or null), and the
 * posts of other sources that begin or cease to count (the temporary table post_change).
 *
 * As doubles, which are added up in half the time: PostgreSQL adds up bigints as numerics. That is exact, or not published. What
 * goes was published and is 2^53 - 1 at the most, so that a sum is rounded only once what comes exceeds it by more than 2^53; from
 * there the smallest that it can become, with all that goes taken away, leaves a performance of 2^53 or more, which
 * FIND_TOO_LARGE_SUM finds.
 */
export function changedEntries(scope: 'campaign_id' | 'platform'): string {
  const signed = ['posts', 'views', 'likes', 'comments', 'shares'].map(
    (count) => `(sign * ${count})::double precision as ${count}`,
  );
  return `
       select ${scope}, key, ${signed.join(', ')}
         from (
           select case when sum.import_id = $2::bigint then 1 else -1 end as sign, sum.${scope}, ${ENTRIES}
             from post_sum as sum
            where sum.organization_id = $1 and sum.import_id in ($2::bigint, $3::bigint)
              and sum.kind = 'CREATOR' and sum.campaign_id is not null and sum.${scope} is not null
         ) as unsigned
       union all
       select ${scope}, influencer_id, sign::double precision, ${signed.slice(1).join(', ')} from post_change where ${scope} is not null`;
}

/**
 * What the import ($2) adds to each performance, minus what the import that it replaces ($3, or null) had added. The cost
 * depends on the performances of the two, not on their posts or on other sources. Served by post_sum_pkey.
 */
export const COLLECT_CHANGES = statement(
  'publish_collect_changes',
  `create temporary table performance_change on commit drop as
   select campaign_id, key as influencer_id,
          sum(posts)::bigint as posts, sum(views)::bigint as views, sum(likes)::bigint as likes,
          sum(comments)::bigint as comments, sum(shares)::bigint as shares,
          ${INTERACTIONS_OF_ENTRIES} as interactions,
          coalesce(sum(posts) filter (where likes is not null), 0)::bigint as likes_posts,
          coalesce(sum(posts) filter (where comments is not null), 0)::bigint as comments_posts,
          coalesce(sum(posts) filter (where shares is not null), 0)::bigint as shares_posts
     from (${changedEntries('campaign_id')}) as entry
    group by campaign_id, key`,
);

/**
 * A campaign that may have more creators is large: its performances stand in the partition that has an index a ranking.
 * Those of others are sorted as they are read, which takes less than 5 ms up to here. A campaign stays large until no
 * performance of it is left.
 */
const MOST_CREATORS_SORTED = 5_000;

/** The campaigns that the import touches, and whether they are large and were. Served by campaign_pkey and campaign_performance_large_pkey. */
export const COLLECT_TOUCHED = statement(
  'publish_collect_touched',
  `create temporary table touched_campaign on commit drop as
   select touched.campaign_id, was_large,
          was_large or coalesce(campaign.influencers, 0) + touched.added > ${MOST_CREATORS_SORTED} as is_large
     from (
       select campaign_id, count(*) filter (where posts > 0) as added from performance_change group by campaign_id
     ) as touched
     left join campaign on campaign.organization_id = $1 and campaign.id = touched.campaign_id
    cross join lateral (
      select exists (
        select from campaign_performance as performance
         where performance.organization_id = $1 and performance.campaign_id = touched.campaign_id and performance.is_large
      ) as was_large
    ) as before`,
);

/** Moves what stands in a campaign that becomes large. Served by campaign_performance_usual_pkey. */
export const MOVE_GROWN = statement(
  'publish_move_grown',
  `update campaign_performance set is_large = true
    where organization_id = $1 and not is_large
      and campaign_id in (select campaign_id from touched_campaign where is_large and not was_large)`,
);

/** For the planner: it does not know a table that was made a moment ago. */
export const ANALYZE_CHANGES = 'analyze performance_change (campaign_id, influencer_id, posts)';

/**
 * A join that keeps the order in which the changes come: rows of one campaign then stand side by side in table and index, where
 * they are read together, and are written in half the time.
 */
export const PLAN_ORDERED_JOIN = 'set local enable_hashjoin = off';
export const PLAN_ANY_JOIN = 'set local enable_hashjoin = on';

/**
 * Adds the changes to the performances that there are, makes those that there are not, and deletes those of which no post is
 * left. Counts that no post reports stay null. Which campaigns are large is looked up in a hashed list, as a join with them would
 * be a nested loop here. Served by campaign_performance_pkey, or read in its order.
 */
export const APPLY_CHANGES = statement(
  'publish_apply_changes',
  `merge into campaign_performance as performance
   using (
     select change.*, campaign_id in (select campaign_id from touched_campaign where is_large) as is_large
       from performance_change as change
      where (posts, views, interactions, likes_posts, comments_posts, shares_posts) <> (0, 0, 0, 0, 0, 0)
         or coalesce(likes, 0) <> 0 or coalesce(comments, 0) <> 0 or coalesce(shares, 0) <> 0
      order by change.campaign_id, change.influencer_id
   ) as change
      on performance.organization_id = $1 and performance.campaign_id = change.campaign_id
     and performance.influencer_id = change.influencer_id
    when matched and performance.posts + change.posts = 0 then delete
    when matched then update set
      posts = performance.posts + change.posts,
      views = performance.views + change.views,
      likes = case when performance.likes_posts + change.likes_posts > 0
                   then coalesce(performance.likes, 0) + coalesce(change.likes, 0) end,
      comments = case when performance.comments_posts + change.comments_posts > 0
                      then coalesce(performance.comments, 0) + coalesce(change.comments, 0) end,
      shares = case when performance.shares_posts + change.shares_posts > 0
                    then coalesce(performance.shares, 0) + coalesce(change.shares, 0) end,
      likes_posts = performance.likes_posts + change.likes_posts,
      comments_posts = performance.comments_posts + change.comments_posts,
      shares_posts = performance.shares_posts + change.shares_posts,
      interactions = performance.interactions + change.interactions
    when not matched and change.posts > 0 then insert
      (organization_id, campaign_id, influencer_id, is_large, posts, views, likes, comments, shares,
       likes_posts, comments_posts, shares_posts, interactions)
      values
      ($1, change.campaign_id, change.influencer_id, change.is_large, change.posts, change.views, change.likes,
       change.comments, change.shares, change.likes_posts, change.comments_posts, change.shares_posts, change.interactions)`,
);

/** Served by influencer_pkey, or read once. */
export const INSERT_INFLUENCERS = statement(
  'publish_insert_influencers',
  `insert into influencer (organization_id, id)
   select $1, influencer_id
     from (select distinct influencer_id from performance_change where posts > 0) as added
    where not exists (select from influencer where organization_id = $1 and id = added.influencer_id)
    order by influencer_id`,
);

/** Served by campaign_performance_organization_id_influencer_id_idx. */
export const DELETE_EMPTY_INFLUENCERS = statement(
  'publish_delete_empty_influencers',
  `delete from influencer using (select distinct influencer_id from performance_change where posts < 0) as reduced
    where influencer.organization_id = $1 and influencer.id = reduced.influencer_id
      and not exists (
        select 1 from campaign_performance as performance
         where performance.organization_id = $1 and performance.influencer_id = reduced.influencer_id
      )`,
);

/** How many campaigns an error names. */
export const MAX_NAMED = 5;

/** The campaigns that the import touches and a filter excludes. Served by campaign_pkey. */
export const FIND_FIXED_CAMPAIGNS = statement(
  'publish_find_fixed_campaigns',
  `select id, ${withinFilter('campaign', 5)} is true as "isVisible" from campaign
    where organization_id = $1 and id in (select campaign_id from performance_change)
      and ${withinFilter('campaign', 2)} is not true
    order by 2 desc, id limit ${MAX_NAMED}`,
);

/**
 * Served by campaign_performance_pkey: it reads the performances of the touched campaigns. An existing campaign keeps its
 * department; $4 is the department of new ones.
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

/** A campaign that has more than posts stays without any. Served by campaign_pkey and campaign_performance_pkey. */
export const EMPTY_KEPT_CAMPAIGNS = statement(
  'publish_empty_kept_campaigns',
  `update campaign
      set influencers = 0, posts = 0, views = 0, likes = null, comments = null, shares = null, interactions = 0,
          last_import_id = $2, last_imported_at = $3
     from (select distinct campaign_id from performance_change where posts < 0) as reduced
    where campaign.organization_id = $1 and campaign.id = reduced.campaign_id and campaign.is_kept
      and not exists (
        select 1 from campaign_performance as performance
         where performance.organization_id = $1 and performance.campaign_id = reduced.campaign_id
      )`,
);

/** The performance to which the import adds most views. */
export const FIND_LARGEST_CHANGE = statement(
  'publish_find_largest_change',
  `select campaign_id as "campaignId", influencer_id as "influencerId" from performance_change
    order by views desc, campaign_id, influencer_id limit 1`,
);

export const DELETE_EMPTY_CAMPAIGNS = statement(
  'publish_delete_empty_campaigns',
  `delete from campaign using (select distinct campaign_id from performance_change where posts < 0) as reduced
    where campaign.organization_id = $1 and campaign.id = reduced.campaign_id and not campaign.is_kept
      and not exists (
        select 1 from campaign_performance as performance
         where performance.organization_id = $1 and performance.campaign_id = reduced.campaign_id
      )`,
);

export const MARK_ORGANIZATION = statement(
  'publish_mark_organization',
  'update organization set last_import_id = $2, platform_import_id = $2 where id = $1',
);

export const LIST_TOUCHED_CAMPAIGNS = statement(
  'publish_list_touched_campaigns',
  'select campaign_id as "campaignId" from touched_campaign order by 1',
);

/** Delivered to every process when the transaction commits. */
export const NOTIFY = statement('publish_notify', 'select pg_notify($1, $2)');
