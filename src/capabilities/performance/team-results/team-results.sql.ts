import { statement } from '../../../platform/storage/database.ts';
import { withinFilter } from '../../access/contract.ts';
import { campaignKey, POST_KEYS } from '../post/post-keys.sql.ts';

/**
 * The lower bound of the 95 % Wilson score interval of interactions out of views, in percent: what migration
 * 20261121000000_performance computes for a performance, here for sums that have no table.
 */
const CONFIDENT_RATE = `
  greatest(0, (
    interactions::double precision / views + 3.8414588206941227 / (2 * views::double precision)
    - 1.959963984540054 * sqrt(
        greatest(0, interactions::double precision / views * (1 - interactions::double precision / views)) / views
        + 3.8414588206941227 / (4 * views::double precision * views::double precision)
      )
  ) / (1 + 3.8414588206941227 / views) * 100)`;

/** Whoever has fewer views comes behind everybody who has: a rate of 15 out of 15 is no advice. */
const ENOUGH_VIEWS = 1_000;

/**
 * The published posts of an organization ($1): of one campaign ($2), or of one platform ($3), in campaigns to be seen.
 * A campaign's are served by post_keys_idx; a platform's are all read, so the answer is cached.
 */
const publishedPosts = (firstOfFilter: number) => `
  select post.influencer_id, post.hashtags, post.views,
         coalesce(post.likes, 0) + coalesce(post.comments, 0) + coalesce(post.shares, 0) as interactions,
         post.campaign_id, post.caption
    from organization_post as post
    join import on import.id = post.import_id and import.status = 'PUBLISHED'
   where post.organization_id = $1
     and ($2::text is null or (${POST_KEYS} @> array[${campaignKey('$1', '$2')}] and post.campaign_id = $2))
     and ($3::text is null or post.platform = $3)
     and ($${firstOfFilter}::boolean or exists (
       select 1 from campaign
        where campaign.organization_id = $1 and campaign.id = post.campaign_id
          and ${withinFilter('campaign', firstOfFilter)}
     ))`;

/** Hashtags by what their posts achieved together; the confident rate ranks them, so that luck does not win. */
export const TOP_HASHTAGS = statement(
  'team_results_top_hashtags',
  `with posts as (${publishedPosts(5)}),
   sums as (
     select hashtag, count(*) as posts, sum(views)::bigint as views, sum(interactions)::bigint as interactions
       from posts cross join lateral unnest(hashtags) as hashtag
      group by hashtag
     having sum(views) > 0
   )
   select '#' || hashtag as hashtag, posts, views, interactions,
          interactions::double precision / views * 100 as "engagementRate"
     from sums
    order by (views >= ${ENOUGH_VIEWS}) desc, ${CONFIDENT_RATE} desc, views desc, hashtag collate "C"
    limit $4`,
);

/** The creators of a scope by the confident rate of their posts in it. */
export const TOP_CREATORS = statement(
  'team_results_top_creators',
  `with posts as (${publishedPosts(5)}),
   sums as (
     select influencer_id, count(*) as posts, sum(views)::bigint as views, sum(interactions)::bigint as interactions
       from posts
      group by influencer_id
     having sum(views) > 0
   )
   select influencer_id as "influencerId", posts, views, interactions,
          interactions::double precision / views * 100 as "engagementRate",
          ${CONFIDENT_RATE} as "confidentEngagementRate"
     from sums
    order by (views >= ${ENOUGH_VIEWS}) desc, "confidentEngagementRate" desc, views desc, influencer_id
    limit $4`,
);

/** The posts with the most interactions of some creators ($4) in a scope, so many of each ($5). */
export const BEST_POSTS = statement(
  'team_results_best_posts',
  `with posts as (${publishedPosts(6)} and post.influencer_id = any($4::text[])),
   ranked as (
     select *, row_number() over (partition by influencer_id order by interactions desc, views desc, caption) as place
       from posts
   )
   select influencer_id as "influencerId", caption, hashtags, views, interactions,
          case when views > 0 then interactions::double precision / views * 100 end as "engagementRate"
     from ranked where place <= $5
    order by influencer_id, place`,
);

/** Served by organization_pkey. */
export const FIND_ORGANIZATION_REVISION = statement(
  'team_results_find_revision',
  'select last_import_id as "revision" from organization where id = $1',
);
