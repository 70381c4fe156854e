import { type Statement, statement } from '../../../platform/storage/database.ts';
import { withinFilter } from '../../access/contract.ts';
import { POST_KEYS, performanceKey } from '../post/post-keys.sql.ts';
import { ENTRIES, INTERACTIONS_OF_ENTRIES } from '../post/post-sums.sql.ts';
import { CONFIDENT_RATE } from '../rate.sql.ts';
import { LEAST_VIEWS } from './enough.ts';

/** Which rows of post_sum are added up: those of one campaign ($2), those over all campaigns, or those of each that may be seen. */
const SCOPES = {
  campaign: () => 'sum.campaign_id = $2',
  everything: () => 'sum.campaign_id is null and $2::text is null',
  visible: (filterFrom: number) => `sum.campaign_id is not null and $2::text is null and exists (
     select 1 from campaign
      where campaign.organization_id = $1 and campaign.id = sum.campaign_id and ${withinFilter('campaign', filterFrom)}
   )`,
} as const;

export type SumScope = keyof typeof SCOPES;

/**
 * What the published posts of an organization ($1) add up to by a key: of one campaign ($2) or all, on one platform ($3)
 * or all. The filter's values stand from $5 on where it is asked and nothing else is said.
 * Served by post_sum_organization_id_kind_campaign_id_platform_idx.
 */
const sumsOf = (
  kind: 'CREATOR' | 'HASHTAG',
  scope: SumScope,
  { ofKey, least = 'having sum(views) > 0', filterFrom = 5 }: SumOptions = {},
) => `
  select key, sum(posts)::bigint as posts, sum(views)::bigint as views, ${INTERACTIONS_OF_ENTRIES} as interactions
    from (
      select ${ENTRIES}
        from post_sum as sum
        join import on import.id = sum.import_id and import.status = 'PUBLISHED'
       where sum.organization_id = $1 and sum.kind = '${kind}' and ${SCOPES[scope](filterFrom)}
         and ($3::text is null or sum.platform = $3)${ofKey === undefined ? '' : ` and sum.keys @> array[${ofKey}]`}
    ) as entry
   ${ofKey === undefined ? '' : `where key = ${ofKey}`}
   group by key
  ${least}`;

interface SumOptions {
  /** An expression for the one key that is asked for. */
  readonly ofKey?: string;
  /** Which keys count: by default those that have views. */
  readonly least?: string;
  /** The number of the first of the filter's values. */
  readonly filterFrom?: number;
}

/**
 * Hashtags by what their posts achieved together; the confident rate ranks them, so that luck does not win. Whatever has too few
 * views comes last: a rate of 15 out of 15 is no advice.
 */
const topHashtags = (scope: SumScope) =>
  statement(
    `team_results_top_hashtags_${scope}`,
    `with sums as (${sumsOf('HASHTAG', scope)})
   select '#' || key as hashtag, posts, views, interactions,
          interactions::double precision / views * 100 as "engagementRate"
     from sums
    order by (views >= ${LEAST_VIEWS}) desc, ${CONFIDENT_RATE} desc, views desc, key collate "C"
    limit $4`,
  );

/** A statement for each scope: one plan would not serve all three. */
export const TOP_HASHTAGS: Readonly<Record<SumScope, Statement>> = {
  campaign: topHashtags('campaign'),
  everything: topHashtags('everything'),
  visible: topHashtags('visible'),
};

const topCreators = (scope: Exclude<SumScope, 'everything'>) =>
  statement(
    `team_results_top_creators_${scope}`,
    `with sums as (${sumsOf('CREATOR', scope)})
   select key as "influencerId", posts, views, interactions,
          interactions::double precision / views * 100 as "engagementRate",
          ${CONFIDENT_RATE} as "confidentEngagementRate"
     from sums
    order by (views >= ${LEAST_VIEWS}) desc, "confidentEngagementRate" desc, views desc, key collate "C"
    limit $4`,
  );

/** The creators of a scope by the confident rate of their posts in it. Over all campaigns that is one platform. */
export const TOP_CREATORS: Readonly<Record<SumScope, Statement>> = {
  campaign: topCreators('campaign'),
  /** Served by platform_performance_pkey: it reads the creators of the platform, as LEVEL does. */
  everything: statement(
    'team_results_top_creators_everything',
    `select influencer_id as "influencerId", posts, views, interactions,
            interactions::double precision / views * 100 as "engagementRate",
            confident_engagement_rate as "confidentEngagementRate"
       from platform_performance
      where organization_id = $1 and $2::text is null and platform = $3 and views > 0
      order by (views >= ${LEAST_VIEWS}) desc, confident_engagement_rate desc, views desc, influencer_id
      limit $4`,
  ),
  visible: topCreators('visible'),
};

const creator = (scope: Exclude<SumScope, 'everything'>) =>
  statement(
    `team_results_creator_${scope}`,
    `with sums as (${sumsOf('CREATOR', scope, { ofKey: '$4::text collate "C"' })})
   select key as "influencerId", posts, views, interactions,
          interactions::double precision / views * 100 as "engagementRate",
          ${CONFIDENT_RATE} as "confidentEngagementRate"
     from sums`,
  );

/** What one creator ($4) achieved in a scope, in the form of TOP_CREATORS. Over all campaigns that is one platform. */
export const ONE_CREATOR: Readonly<Record<SumScope, Statement>> = {
  campaign: creator('campaign'),
  /** Served by platform_performance_pkey. */
  everything: statement(
    'team_results_creator_everything',
    `select influencer_id as "influencerId", posts, views, interactions,
            interactions::double precision / views * 100 as "engagementRate",
            confident_engagement_rate as "confidentEngagementRate"
       from platform_performance
      where organization_id = $1 and $2::text is null and platform = $3 and influencer_id = $4 and views > 0`,
  ),
  visible: creator('visible'),
};

/**
 * What all posts of a scope add up to, and the median and the upper quartile of the rates of its creators with enough views.
 * It reads a sum a creator, never the posts.
 */
const levelOf = (scope: SumScope, sums: string) =>
  statement(
    `team_results_level_${scope}`,
    `select coalesce(sum(posts), 0)::bigint as posts, coalesce(sum(views), 0)::bigint as views,
            sum(interactions)::double precision / nullif(sum(views), 0)::double precision * 100 as "engagementRate",
            count(*) filter (where views >= ${LEAST_VIEWS}) as creators,
            percentile_cont(0.5) within group (order by rate) filter (where views >= ${LEAST_VIEWS}) as median,
            percentile_cont(0.75) within group (order by rate) filter (where views >= ${LEAST_VIEWS}) as "upperQuartile"
       from (
         select posts, views, interactions, interactions::double precision / nullif(views, 0) * 100 as rate from (${sums}) as sums
       ) as creator`,
  );

/** Served by post_sum_organization_id_kind_campaign_id_platform_idx, and over all campaigns by platform_performance_pkey. */
export const LEVEL: Readonly<Record<SumScope, Statement>> = {
  campaign: levelOf('campaign', sumsOf('CREATOR', 'campaign', { least: '' })),
  everything: levelOf(
    'everything',
    `select posts, views, interactions from platform_performance
      where organization_id = $1 and $2::text is null and platform = $3`,
  ),
  visible: levelOf('visible', sumsOf('CREATOR', 'visible', { least: '', filterFrom: 4 })),
};

/**
 * The posts with a caption, and then those with the most interactions, of some creators ($4) in a scope, so many of each ($5): it reads the posts of these
 * creators. Served by campaign_performance_organization_id_influencer_id_idx, and post_keys_idx for each performance.
 */
export const BEST_POSTS = statement(
  'team_results_best_posts',
  `with performances as materialized (
     select performance.campaign_id, performance.influencer_id
       from campaign_performance as performance
      where performance.organization_id = $1 and performance.influencer_id = any($4::text[])
        and ($2::text is null or performance.campaign_id = $2)
        and ($6::boolean or exists (
          select 1 from campaign
           where campaign.organization_id = $1 and campaign.id = performance.campaign_id
             and ${withinFilter('campaign', 6)}
        ))
   ), ranked as (
     select post.*,
            row_number() over (partition by post.influencer_id order by caption is null, interactions desc, views desc, caption) as ordinal
       from performances
      cross join lateral (
        select post.influencer_id, post.post_id, post.platform, post.posted_at, post.url, post.hashtags, post.views,
               nullif(btrim(post.caption), '') as caption,
               coalesce(post.likes, 0) + coalesce(post.comments, 0) + coalesce(post.shares, 0) as interactions
          from organization_post as post
          join import on import.id = post.import_id and import.status = 'PUBLISHED'
         where ${POST_KEYS} @> array[${performanceKey('$1', 'performances.campaign_id', 'performances.influencer_id')}]
           and (post.organization_id = $1) is true
           and post.campaign_id = performances.campaign_id and post.influencer_id = performances.influencer_id
           and ($3::text is null or post.platform = $3)
         order by nullif(btrim(post.caption), '') is null, interactions desc, post.views desc, post.caption
         limit $5
      ) as post
   )
   select influencer_id as "influencerId", post_id as "postId", platform, posted_at as "postedAt", url, caption, hashtags, views, interactions,
          case when views > 0 then interactions::double precision / views * 100 end as "engagementRate"
     from ranked where ordinal <= $5
    order by influencer_id, ordinal`,
);

/** Served by organization_pkey. */
export const FIND_ORGANIZATION_REVISION = statement(
  'team_results_find_revision',
  'select last_import_id as "revision" from organization where id = $1',
);
