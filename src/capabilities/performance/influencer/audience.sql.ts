import { statement } from '../../../platform/storage/database.ts';
import { withinFilter } from '../../access/contract.ts';
import { campaignKey, POST_KEYS, performanceKey } from '../post/post-keys.sql.ts';
import { LEAST_VIEWS } from '../team-results/enough.ts';
import { FOLLOWER_TIERS } from './follower-tiers.ts';
import { isVisible } from './influencer.ts';

const IS_PUBLISHED = `post.import_id = any (array(select id from import where organization_id = $1 and status = 'PUBLISHED'))`;

/**
 * What the newest post with followers says, as [milliseconds, import, line, followers]: the greatest of these arrays. A post without a date is
 * older than any with one.
 */
const LATEST = `max(array[coalesce((extract(epoch from post.posted_at) * 1000)::bigint, -9223372036854775808), post.import_id, post.line, post.followers])
              filter (where post.followers is not null)`;

/**
 * Followers and reach of creators ($2) on each platform, over the posts in campaigns that may be seen ($3 to $5). Served by
 * campaign_performance_organization_id_influencer_id_idx and post_keys_idx, a performance at a time: without the offset it would be a join that reads
 * the posts of everybody.
 */
export const FIND_AUDIENCES = statement(
  'influencer_find_audiences',
  `with asked as materialized (
     select campaign_performance.campaign_id, campaign_performance.influencer_id from campaign_performance
      where organization_id = $1 and influencer_id = any($2::text[]) and ${isVisible(3)}
   ), known as (
     select asked.influencer_id, post.platform, ${LATEST} as latest, sum(post.reach)::bigint as reach, count(post.reach) as posts
       from asked
      cross join lateral (
        select post.* from organization_post as post
         where ${POST_KEYS} @> array[${performanceKey('$1', 'asked.campaign_id', 'asked.influencer_id')}]
           and post.campaign_id = asked.campaign_id and post.influencer_id = asked.influencer_id
           and (post.organization_id = $1) is true and ${IS_PUBLISHED}
           and post.platform is not null and coalesce(post.followers, post.reach) is not null
        offset 0
      ) as post
      group by asked.influencer_id, post.platform
   )
   select influencer_id as "influencerId", platform, latest[4] as followers,
          case when latest[1] > -9223372036854775808 then to_timestamp(latest[1] / 1000.0) end as "followersAt",
          reach, posts as "reachPostCount"
     from known`,
);

/** The campaigns that may be seen ($2 to $4), and how many posts they have. Served by campaign_pkey. */
export const LIST_VISIBLE_CAMPAIGNS = statement(
  'influencer_list_visible_campaigns',
  `select id, posts as "postCount" from campaign where organization_id = $1 and posts > 0 and ${withinFilter('campaign', 2)} order by id`,
);

const SUMS = `post.influencer_id, sum(post.views::double precision) as views,
              sum((coalesce(post.likes, 0) + coalesce(post.comments, 0) + coalesce(post.shares, 0))::double precision) as interactions,
              ${LATEST} as latest`;

/** What the creators of a platform ($2) achieved in some campaigns ($3), and their latest followers there. Served by post_keys_idx, a campaign at a time. */
export const SUM_CREATORS = statement(
  'influencer_sum_creators_of_platform',
  `select influencer_id as "influencerId", views, interactions,
          latest[1] as "postedAt", latest[2] as "importId", latest[3] as line, latest[4] as followers
     from (
       select ${SUMS}
         from unnest($3::text[]) as asked (id)
        cross join lateral (
          select post.* from organization_post as post
           where ${POST_KEYS} @> array[${campaignKey('$1', 'asked.id')}] and post.campaign_id = asked.id
             and (post.organization_id = $1) is true and ${IS_PUBLISHED} and post.platform = $2
          offset 0
        ) as post
        group by post.influencer_id
     ) as creator`,
);

const TIER = `case ${FOLLOWER_TIERS.map(({ tier, belowFollowers }) =>
  belowFollowers === null ? `else '${tier}'` : `when latest[4] < ${belowFollowers} then '${tier}'`,
).join(' ')} end`;

/**
 * The rates of all creators of a platform ($2) with enough views, by tiers of their latest followers, lowest first. It reads the posts of all campaigns
 * one after the other, in a fifth of the time that it takes to find them by their campaigns.
 */
export const FIND_ALL_TIER_RATES = statement(
  'influencer_find_all_tier_rates',
  `with creator as (
     select ${SUMS}
       from organization_post as post
      where (post.organization_id = $1) is true and ${IS_PUBLISHED} and post.platform = $2
      group by post.influencer_id
   ), rated as (
     select ${TIER} as tier, interactions / views * 100 as rate from creator where latest is not null and views >= ${LEAST_VIEWS}
   )
   select tier, array_agg(rate order by rate) as rates from rated group by tier`,
);
