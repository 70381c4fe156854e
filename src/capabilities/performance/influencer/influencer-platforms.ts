import { type Statement, statement } from '../../../platform/storage/database.ts';
import { filterValues, type Reader, withinFilter } from '../../access/contract.ts';
import { ENTRIES, INTERACTIONS_OF_ENTRIES } from '../post/post-sums.sql.ts';
import { LEAST_VIEWS } from '../team-results/enough.ts';
import { MOST_PLATFORMS } from '../totals/campaign-totals.ts';

/** What a creator achieved on one platform, and how that compares with the organization's other creators there. */
export interface InfluencerPlatform {
  readonly influencerId: string;
  readonly platform: string;
  readonly postCount: bigint;
  readonly views: bigint;
  readonly interactions: bigint;
  readonly engagementRate: number | null;
  /** How many others there are to compare with. */
  readonly comparedCount: bigint;
  /** Percent of them whose rate is lower; null where there is nobody, or too little of the creator's own. */
  readonly percentile: number | null;
}

/** $1 organization, $2 creators. `creator` has a row a creator and platform, `asked` those of the creators that are asked for. */
const COMPARE = `
  select asked.influencer_id as "influencerId", asked.platform, asked.posts as "postCount", asked.views, asked.interactions,
         asked.interactions::double precision / nullif(asked.views, 0) * 100 as "engagementRate",
         others.compared as "comparedCount",
         case when asked.views >= ${LEAST_VIEWS} and others.compared > 0
              then others.below::double precision / others.compared * 100 end as percentile
    from asked
   cross join lateral (
     select count(*) as compared,
            count(*) filter (
              where creator.interactions::double precision / creator.views
                    < asked.interactions::double precision / nullif(asked.views, 0)
            ) as below
       from creator
      where creator.platform = asked.platform and creator.influencer_id <> asked.influencer_id and creator.views >= ${LEAST_VIEWS}
   ) as others
   order by asked.influencer_id, asked.views desc, asked.platform`;

/** Who may see every campaign reads the sums that are kept. The platforms are found one after the other in platform_performance_pkey, which serves the rest too. */
const FIND_OF_ALL = statement(
  'influencer_platforms_find',
  `with recursive known as (
     (select platform from platform_performance where organization_id = $1 order by platform limit 1)
     union all
     select (select next.platform from platform_performance as next
              where next.organization_id = $1 and next.platform > known.platform order by next.platform limit 1)
       from known where known.platform is not null
   ), creator as not materialized (
     select * from platform_performance where organization_id = $1
   ), asked as (
     select creator.* from known join creator on creator.platform = known.platform and creator.influencer_id = any($2::text[])
   ) ${COMPARE}`,
);

/** Who may see some has the creators of those added up: $3 to $5. Served by post_sum_organization_id_kind_campaign_id_platform_idx. */
const FIND_OF_VISIBLE = statement(
  'influencer_platforms_find_visible',
  `with creator as materialized (
     select platform, key as influencer_id, sum(posts)::bigint as posts, sum(views)::bigint as views,
            ${INTERACTIONS_OF_ENTRIES} as interactions
       from (
         select sum.platform, ${ENTRIES}
           from post_sum as sum
           join import on import.id = sum.import_id and import.status = 'PUBLISHED'
          where sum.organization_id = $1 and sum.kind = 'CREATOR' and sum.campaign_id is not null and sum.platform is not null
            and exists (
              select 1 from campaign
               where campaign.organization_id = $1 and campaign.id = sum.campaign_id and ${withinFilter('campaign', 3)}
            )
       ) as entry
      group by platform, key
     having sum(posts) > 0
   ), asked as (select * from creator where influencer_id = any($2::text[])) ${COMPARE}`,
);

/** For each creator, what they achieved on each platform in the campaigns that the reader may see, most viewed first. */
export async function listInfluencerPlatforms(
  { database, organizationId, permissions }: Reader,
  ids: readonly string[],
): Promise<InfluencerPlatform[][]> {
  const visible = permissions.filter('READ', 'CAMPAIGN');
  const [finding, filter]: [Statement, ReturnType<typeof filterValues> | []] = visible.everything
    ? [FIND_OF_ALL, []]
    : [FIND_OF_VISIBLE, filterValues(visible)];
  const rows = await database.query<InfluencerPlatform>(finding, [organizationId, [...ids], ...filter]);
  const byInfluencer = new Map<string, InfluencerPlatform[]>(ids.map((id) => [id, []]));
  for (const row of rows) byInfluencer.get(row.influencerId)?.push(row);
  return ids.map((id) => (byInfluencer.get(id) ?? []).slice(0, MOST_PLATFORMS));
}
