import { type Statement, statement } from '../../../platform/storage/database.ts';
import {
  filteredPosts,
  forEachSource,
  type PerformanceSource,
  platformPerformancesOf,
} from '../filter/performances.sql.ts';
import { isVisible } from '../influencer/influencer.ts';
import { POST_KEYS, performanceKey } from '../post/post-keys.sql.ts';

/** The imports that count and say anything of money. Where there are none, no post is read. */
const MONEY_IMPORTS = `post.import_id = any (array(
          select id from import where organization_id = $1 and status = 'PUBLISHED' and has_money))
        and exists (select from import where organization_id = $1 and status = 'PUBLISHED' and has_money)`;

/**
 * What posts with something of money add up to. A quotient takes its two sums over the same posts: those that report both. Every
 * post has views, and interactions as far as they were reported.
 */
const MONEY_SUMS = `
  post.currency,
  sum(post.cost) as cost, count(post.cost) as "costPosts",
  coalesce(sum(post.views) filter (where post.cost is not null), 0)::bigint as "costViews",
  coalesce(sum(coalesce(post.likes, 0) + coalesce(post.comments, 0) + coalesce(post.shares, 0))
    filter (where post.cost is not null), 0)::bigint as "costInteractions",
  sum(post.revenue) as revenue, count(post.revenue) as "revenuePosts",
  coalesce(sum(post.clicks), 0)::bigint as clicks, count(post.clicks) as "clicksPosts",
  coalesce(sum(post.conversions), 0)::bigint as conversions, count(post.conversions) as "conversionsPosts",
  sum(post.cost) filter (where post.clicks is not null) as "costOfClicks",
  coalesce(sum(post.clicks) filter (where post.cost is not null), 0)::bigint as "clicksOfCost",
  count(post.clicks) filter (where post.cost is not null) as "costAndClicksPosts",
  sum(post.cost) filter (where post.conversions is not null) as "costOfConversions",
  coalesce(sum(post.conversions) filter (where post.cost is not null), 0)::bigint as "conversionsOfCost",
  count(post.conversions) filter (where post.cost is not null) as "costAndConversionsPosts",
  sum(post.cost) filter (where post.revenue is not null) as "costOfRevenue",
  sum(post.revenue) filter (where post.cost is not null) as "revenueOfCost",
  count(post.revenue) filter (where post.cost is not null) as "costAndRevenuePosts"`;

const HAS_MONEY = 'coalesce(post.cost, post.revenue, post.clicks, post.conversions) is not null';

/** What rates of media are multiplied with. */
const COUNTED = `count(*) as posts, sum(post.views)::bigint as views, coalesce(sum(post.likes), 0)::bigint as likes,
  coalesce(sum(post.comments), 0)::bigint as comments, coalesce(sum(post.shares), 0)::bigint as shares`;

/**
 * The money of a campaign's posts that a filter leaves, by platform and currency: $1 organization, $2 campaign, $3 to $6 the filter, all
 * null where there is none. Served by post_keys_idx: it reads all posts of the campaign that imports with money brought.
 */
export const FIND_MONEY_OF_CAMPAIGN = statement(
  'money_find_of_campaign',
  `select post.platform, ${MONEY_SUMS}
     from organization_post as post
    where ${filteredPosts(3)} and ${MONEY_IMPORTS} and ${HAS_MONEY}
      and ($6::text is null or post.influencer_id ilike $6)
    group by post.platform, post.currency`,
);

/** What of a campaign is counted on each platform: $1 organization, $2 campaign, from $3 on the filter. */
export const FIND_COUNTED_OF_CAMPAIGN = forEachSource((source: PerformanceSource) =>
  statement(
    `media_value_find_of_campaign_${source}`.toLowerCase(),
    `with ${platformPerformancesOf(source, 3)}
     select platform, sum(posts)::bigint as posts, sum(views)::bigint as views, coalesce(sum(likes), 0)::bigint as likes,
            coalesce(sum(comments), 0)::bigint as comments, coalesce(sum(shares), 0)::bigint as shares
       from performance group by platform`,
  ),
);

/** Performances by their ids: $2 campaigns, $3 influencers; $4 to $6 platforms, from and to. */
const PERFORMANCES = {
  name: 'performances',
  asked:
    'select * from unnest($2::text[], $3::text[]) with ordinality as given (campaign_id, influencer_id, ordinal)',
  filter: `($4::text[] is null or post.platform = any ($4))
        and ($5::date is null or post.posted_at >= $5::date::timestamp at time zone 'UTC')
        and ($6::date is null or post.posted_at < ($6::date + 1)::timestamp at time zone 'UTC')`,
};

/** All performances of influencers that may be seen: $2 influencers, $3 to $5 what may be seen. Served by campaign_performance_organization_id_influencer_id_idx. */
const INFLUENCERS = {
  name: 'influencers',
  asked: `select campaign_performance.campaign_id, campaign_performance.influencer_id, given.ordinal
            from unnest($2::text[]) with ordinality as given (influencer_id, ordinal)
            join campaign_performance on campaign_performance.organization_id = $1
             and campaign_performance.influencer_id = given.influencer_id
           where ${isVisible(3)}`,
  filter: 'true',
};

interface Asked {
  readonly name: string;
  readonly asked: string;
  readonly filter: string;
}

/** Served by post_keys_idx, a performance at a time: without the offset it would be a join that reads the posts of everybody. */
function postsOf({ asked, filter }: Asked, more: string): string {
  return `with asked as materialized (${asked})
     select asked.ordinal, post.platform, COLUMNS
       from asked
      cross join lateral (
        select post.* from organization_post as post
         where ${POST_KEYS} @> array[${performanceKey('$1', 'asked.campaign_id', 'asked.influencer_id')}]
           and post.campaign_id = asked.campaign_id and post.influencer_id = asked.influencer_id
           and (post.organization_id = $1) is true and ${more} and ${filter}
        offset 0
      ) as post`;
}

function moneyOf(asked: Asked): Statement {
  const posts = postsOf(asked, `${MONEY_IMPORTS} and ${HAS_MONEY}`).replace('COLUMNS', MONEY_SUMS);
  return statement(
    `money_find_of_${asked.name}`,
    `${posts} group by asked.ordinal, post.platform, post.currency`,
  );
}

function countedOf(asked: Asked): Statement {
  const published = `post.import_id = any (array(select id from import where organization_id = $1 and status = 'PUBLISHED'))`;
  const posts = postsOf(asked, published).replace('COLUMNS', COUNTED);
  return statement(`media_value_find_of_${asked.name}`, `${posts} group by asked.ordinal, post.platform`);
}

/** The money of many performances, or influencers, by platform and currency; and what of them is counted on each platform. */
export const FIND_MONEY = { performances: moneyOf(PERFORMANCES), influencers: moneyOf(INFLUENCERS) };
export const FIND_COUNTED = { performances: countedOf(PERFORMANCES), influencers: countedOf(INFLUENCERS) };
