import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../../platform/graph/cursor.ts';
import { type Page, toPage } from '../../../platform/graph/page.ts';
import type { NestedPage } from '../../../platform/graph/page-loaders.ts';
import { type Statement, statement } from '../../../platform/storage/database.ts';
import { filterValues, type Reader, withinFilter } from '../../access/contract.ts';
import { PERFORMANCE_COLUMNS } from '../leaderboard/leaderboard.sql.ts';
import type { Performance } from '../leaderboard/ranking.ts';

/** A creator with the sums over all posts in all campaigns. */
export interface InfluencerTotals {
  readonly id: string;
  readonly campaignCount: bigint;
  readonly postCount: bigint;
  readonly views: bigint;
  readonly likes: bigint | null;
  readonly comments: bigint | null;
  readonly shares: bigint | null;
  readonly interactions: bigint;
  readonly engagementRate: number | null;
}

/** That the campaign of a performance may be seen: $n filter. Served by campaign_pkey. */
export const isVisible = (first: number) => `(
  $${first}::boolean or exists (
    select 1 from campaign
     where campaign.organization_id = $1 and campaign.id = campaign_performance.campaign_id
       and ${withinFilter('campaign', first)}
  ))`;

/** Served by campaign_performance_organization_id_influencer_id_idx. */
const FIND_TOTALS = statement(
  'influencer_find_totals',
  `select influencer_id as id, count(*) as "campaignCount", sum(posts)::bigint as "postCount", sum(views)::bigint as views,
          sum(likes)::bigint as likes, sum(comments)::bigint as comments, sum(shares)::bigint as shares,
          sum(interactions)::bigint as interactions,
          sum(interactions)::double precision / nullif(sum(views), 0)::double precision * 100 as "engagementRate"
     from campaign_performance
    where organization_id = $1 and influencer_id = any($2::text[]) and ${isVisible(3)}
    group by influencer_id`,
);

/** In which orders an influencer's campaigns are listed. */
export const INFLUENCER_CAMPAIGN_ORDERS = ['CAMPAIGN_ID_ASC', 'VIEWS_DESC'] as const;

export type InfluencerCampaignOrder = (typeof INFLUENCER_CAMPAIGN_ORDERS)[number];

/** Which page of an influencer's campaigns is asked for. */
export interface InfluencerCampaignsPage extends NestedPage {
  readonly orderBy: InfluencerCampaignOrder;
}

/**
 * A page of the campaigns of each of many influencers. Served by the same index, which finds all campaigns of an influencer.
 * $3 and $4 the cursor's values, $5 how many, $6 to $8 what may be seen.
 */
const findPerformances = (order: InfluencerCampaignOrder, after: string, by: string) =>
  statement(
    `influencer_find_performances_${order.toLowerCase()}`,
    `select ${PERFORMANCE_COLUMNS}
       from unnest($2::text[]) with ordinality as asked (influencer_id, ordinal)
      cross join lateral (
        select * from campaign_performance
         where organization_id = $1 and influencer_id = asked.influencer_id
           and ($3::text is null or ${after}) and ${isVisible(6)}
         order by ${by}
         limit $5
      ) as performance
      order by asked.ordinal, ${by}`,
  );

const FIND_PERFORMANCES: Readonly<Record<InfluencerCampaignOrder, Statement>> = {
  CAMPAIGN_ID_ASC: findPerformances(
    'CAMPAIGN_ID_ASC',
    'campaign_id > $3 and $4::bigint is null',
    'campaign_id',
  ),
  VIEWS_DESC: findPerformances(
    'VIEWS_DESC',
    '(views, campaign_id) < ($4::bigint, $3)',
    'views desc, campaign_id desc',
  ),
};

/** The influencers with these ids, with sums over the campaigns that the reader may see; undefined where there is none. */
export async function findInfluencers(
  { database, organizationId, permissions }: Reader,
  ids: readonly string[],
): Promise<(InfluencerTotals | undefined)[]> {
  const rows = await database.query<InfluencerTotals>(FIND_TOTALS, [
    organizationId,
    [...ids],
    ...filterValues(permissions.filter('READ', 'CAMPAIGN')),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id));
}

const CURSORS = {
  CAMPAIGN_ID_ASC: z.tuple([z.literal('CAMPAIGN_ID_ASC'), z.string()]),
  VIEWS_DESC: z.tuple([z.literal('VIEWS_DESC'), z.string(), z.string().regex(/^\d{1,19}$/)]),
} as const satisfies Readonly<Record<InfluencerCampaignOrder, z.ZodType>>;

/** An influencer, and in how many campaigns they are as far as those may be seen. */
export type InfluencerKey = Pick<InfluencerTotals, 'id' | 'campaignCount'>;

/** For each influencer, a page of what they achieved, campaign by campaign. */
export async function listInfluencerCampaigns(
  { database, organizationId, permissions }: Reader,
  influencers: readonly InfluencerKey[],
  { first, after: cursor, orderBy }: InfluencerCampaignsPage,
): Promise<Page<Performance>[]> {
  const after = cursor === null ? undefined : decodeCursor<string[]>(cursor, CURSORS[orderBy]);
  const rows = await database.query<Performance>(FIND_PERFORMANCES[orderBy], [
    organizationId,
    influencers.map(({ id }) => id),
    after?.[1] ?? null,
    after?.[2] ?? null,
    first + 1,
    ...filterValues(permissions.filter('READ', 'CAMPAIGN')),
  ]);
  const byInfluencer = new Map<string, Performance[]>(influencers.map(({ id }) => [id, []]));
  for (const row of rows) byInfluencer.get(row.influencerId)?.push(row);
  return influencers.map(({ id, campaignCount }) =>
    toPage(
      byInfluencer.get(id) ?? [],
      { first, after },
      ({ campaignId, views }) =>
        encodeCursor(orderBy === 'VIEWS_DESC' ? [orderBy, campaignId, String(views)] : [orderBy, campaignId]),
      async () => campaignCount,
    ),
  );
}
