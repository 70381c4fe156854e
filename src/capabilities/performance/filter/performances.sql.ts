import type { SqlValue, Statement } from '../../../platform/storage/database.ts';
import { patternOfPart } from '../../../platform/storage/like-pattern.ts';
import { campaignKey, POST_KEYS } from '../post/post-keys.sql.ts';
import { ENTRIES } from '../post/post-sums.sql.ts';
import { CONFIDENT_RATE } from '../rate.sql.ts';
import type { PerformerFilter } from './performer-filter.ts';

/**
 * Where the performances of a campaign are read: all of them as they stand; those on some platforms from the sums of imports, which have
 * them by platform; and those of some days from the posts, of which nothing else has a creator's days.
 */
export type PerformanceSource = 'ALL' | 'SUMS' | 'POSTS';

export type FilteredSource = Exclude<PerformanceSource, 'ALL'>;

/** From where performances are read. */
export function sourceOf(filter: PerformerFilter | undefined): PerformanceSource {
  return filter === undefined ? 'ALL' : filteredSourceOf(filter);
}

/** From where what a filter leaves is read. */
export function filteredSourceOf({ from, to }: PerformerFilter): FilteredSource {
  return from === null && to === null ? 'SUMS' : 'POSTS';
}

/** A statement for each source: one plan would not serve them all. */
export function forEachSource(make: (source: PerformanceSource) => Statement): Sourced {
  return { ALL: make('ALL'), SUMS: make('SUMS'), POSTS: make('POSTS') };
}

export type Sourced = Readonly<Record<PerformanceSource, Statement>>;

/** The values of a filter in {@link performancesOf}: four of them, and none where there is no filter. */
export function performerFilterValues(filter: PerformerFilter | undefined): SqlValue[] {
  if (filter === undefined) return [];
  const { platforms, from, to, search } = filter;
  return [
    platforms === null ? null : [...platforms],
    from,
    to,
    search === null ? null : patternOfPart(search),
  ];
}

const COLUMNS = `campaign_id, influencer_id, posts, views, likes, comments, shares, interactions, engagement_rate,
            confident_engagement_rate`;

/**
 * Two tables of a WITH clause in the columns of campaign_performance, of a campaign ($2) of an organization ($1): `everybody`, who has
 * posts that count, and `performance`, whose of them are asked for. The filter's values stand from $first on.
 * ALL is served by campaign_performance_pkey, SUMS by post_sum_organization_id_kind_campaign_id_platform_idx, POSTS by post_keys_idx.
 */
export function performancesOf(source: PerformanceSource, first: number): string {
  if (source === 'ALL') {
    return `everybody as materialized (
     select ${COLUMNS} from campaign_performance where organization_id = $1 and campaign_id = $2
   ), performance as (select * from everybody)`;
  }
  return `sums as (${source === 'SUMS' ? sumsByPlatform(first) : sumsOfPosts(first)}
   ), counted as (
     select *, coalesce(likes, 0) + coalesce(comments, 0) + coalesce(shares, 0) as interactions from sums
   ), everybody as materialized (
     select $2::text as campaign_id, influencer_id, posts, views, likes, comments, shares, interactions,
            interactions::double precision / nullif(views, 0) * 100 as engagement_rate,
            case when views > 0 then ${CONFIDENT_RATE} end as confident_engagement_rate
       from counted
   ), performance as materialized (
     select * from everybody where $${first + 3}::text is null or influencer_id ilike $${first + 3}
   )`;
}

/**
 * A table `performance` of a WITH clause: what each creator achieved on each platform of a campaign. As {@link performancesOf}, without rates; ALL
 * reads the sums too, which alone have platforms.
 */
export function platformPerformancesOf(source: PerformanceSource, first: number): string {
  const sums =
    source === 'POSTS'
      ? sumsOfPosts(first, 'platform')
      : sumsByPlatform(source === 'ALL' ? null : first, 'platform');
  const search =
    source === 'ALL' ? '' : `where $${first + 3}::text is null or influencer_id ilike $${first + 3}`;
  return `sums as (${sums}
   ), performance as (
     select *, coalesce(likes, 0) + coalesce(comments, 0) + coalesce(shares, 0) as interactions from sums ${search}
   )`;
}

/** By creator, and by platform too where that is asked for; `first` is null where there is no filter. */
function sumsByPlatform(first: number | null, ...more: 'platform'[]): string {
  const reported = (count: string) =>
    `case when sum(posts) filter (where ${count} is not null) > 0 then sum(${count})::bigint end as ${count}`;
  // SUMS are read where both days are null. They are named all the same: PostgreSQL cannot tell the type of a parameter that nothing names.
  const filter =
    first === null
      ? ''
      : `and ($${first}::text[] is null or sum.platform = any($${first}))
            and $${first + 1}::date is null and $${first + 2}::date is null`;
  const platform = more.map((column) => `${column}, `).join('');
  return `
     select ${platform}key as influencer_id, sum(posts)::bigint as posts, sum(views)::bigint as views,
            ${reported('likes')}, ${reported('comments')}, ${reported('shares')}
       from (
         select sum.platform, ${ENTRIES}
           from post_sum as sum
           join import on import.id = sum.import_id and import.status = 'PUBLISHED'
          where sum.organization_id = $1 and sum.kind = 'CREATOR' and sum.campaign_id = $2
            ${filter}
       ) as entry
      group by ${platform}key
     having sum(posts) > 0`;
}

function sumsOfPosts(first: number, ...more: 'platform'[]): string {
  const platform = more.map((column) => `${column}, `).join('');
  return `
     select ${platform}influencer_id, count(*) as posts, sum(views)::bigint as views, sum(likes)::bigint as likes,
            sum(comments)::bigint as comments, sum(shares)::bigint as shares
       from organization_post as post
      where ${filteredPosts(first)}
      group by ${platform}influencer_id`;
}

/**
 * Which of `organization_post as post` are published posts of a campaign ($2) of an organization ($1) that count: the values of platforms, from
 * and to stand from $first on. The imports are listed once, and "is true" keeps the planner from reading all posts by post_pkey.
 */
export function filteredPosts(first: number): string {
  return `${POST_KEYS} @> array[${campaignKey('$1', '$2')}] and post.campaign_id = $2 and (post.organization_id = $1) is true
        and post.import_id = any (array(select id from import where organization_id = $1 and status = 'PUBLISHED'))
        and ${isWithin(first)}`;
}

/** Which of the posts count under a filter: the values of platforms, from and to stand from $first on. */
export function isWithin(first: number): string {
  const [platforms, from, to] = [first, first + 1, first + 2];
  return `($${platforms}::text[] is null or post.platform = any($${platforms}))
        and ($${from}::date is null or post.posted_at >= $${from}::date::timestamp at time zone 'UTC')
        and ($${to}::date is null or post.posted_at < ($${to}::date + 1)::timestamp at time zone 'UTC')`;
}
