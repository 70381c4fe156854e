import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../../platform/graph/cursor.ts';
import { type Page, toPage } from '../../../platform/graph/page.ts';
import { statement } from '../../../platform/storage/database.ts';
import { filterValues, type Reader, withinFilter } from '../../access/contract.ts';
import { PERFORMANCE_COLUMNS } from '../leaderboard/leaderboard.sql.ts';
import type { Performance } from '../leaderboard/ranking.ts';

/** A creator with the sums over all posts in all campaigns. */
export interface InfluencerTotals {
  readonly id: string;
  readonly campaignCount: bigint;
  readonly posts: bigint;
  readonly views: bigint;
  readonly likes: bigint | null;
  readonly comments: bigint | null;
  readonly shares: bigint | null;
  readonly interactions: bigint;
  readonly engagementRate: number | null;
}

/** That the campaign of a performance may be seen: $n filter. Served by campaign_pkey. */
const isVisible = (first: number) => `(
  $${first}::boolean or exists (
    select 1 from campaign
     where campaign.organization_id = $1 and campaign.id = campaign_performance.campaign_id
       and ${withinFilter('campaign', first)}
  ))`;

/** Served by campaign_performance_organization_id_influencer_id_idx. */
const FIND_TOTALS = statement(
  'influencer_find_totals',
  `select influencer_id as id, count(*) as "campaignCount", sum(posts)::bigint as posts, sum(views)::bigint as views,
          sum(likes)::bigint as likes, sum(comments)::bigint as comments, sum(shares)::bigint as shares,
          sum(interactions)::bigint as interactions,
          sum(interactions)::double precision / nullif(sum(views), 0)::double precision * 100 as "engagementRate"
     from campaign_performance
    where organization_id = $1 and influencer_id = any($2::text[]) and ${isVisible(3)}
    group by influencer_id`,
);

/** A page of the campaigns of each of many influencers. Served by the same index. */
const FIND_PERFORMANCES = statement(
  'influencer_find_performances',
  `select ${PERFORMANCE_COLUMNS}
     from unnest($2::text[]) as asked (influencer_id)
    cross join lateral (
      select * from campaign_performance
       where organization_id = $1 and influencer_id = asked.influencer_id and campaign_id > $3::text
         and ${isVisible(5)}
       order by campaign_id
       limit $4
    ) as performance
    order by performance.influencer_id, performance.campaign_id`,
);

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

const Cursor = z.tuple([z.string()]);

/** For each influencer, a page of what they achieved, campaign by campaign. */
export async function listInfluencerCampaigns(
  { database, organizationId, permissions }: Reader,
  influencerIds: readonly string[],
  page: { first: number; after: string | null },
): Promise<Page<Performance>[]> {
  const after = page.after === null ? undefined : decodeCursor(page.after, Cursor);
  const rows = await database.query<Performance>(FIND_PERFORMANCES, [
    organizationId,
    [...influencerIds],
    after?.[0] ?? '',
    page.first + 1,
    ...filterValues(permissions.filter('READ', 'CAMPAIGN')),
  ]);
  const byInfluencer = new Map<string, Performance[]>(influencerIds.map((id) => [id, []]));
  for (const row of rows) byInfluencer.get(row.influencerId)?.push(row);
  return influencerIds.map((id) =>
    toPage(byInfluencer.get(id) ?? [], { first: page.first, after }, ({ campaignId }) =>
      encodeCursor([campaignId]),
    ),
  );
}
