import {
  defineList,
  type ListRequest,
  type OrderKey,
  readList,
} from '../../../platform/graph/ordered-list.ts';
import type { Page } from '../../../platform/graph/page.ts';
import { statement } from '../../../platform/storage/database.ts';
import { matchRank, patternOfPart } from '../../../platform/storage/like-pattern.ts';
import { filterValues, type Reader, withinFilter } from '../../access/contract.ts';

/** What a brand runs, with the sums over all of its posts. */
export interface Campaign {
  readonly id: string;
  /** Where it belongs; null: to the organization as a whole. */
  readonly departmentId: string | null;
  readonly influencerCount: bigint;
  readonly postCount: bigint;
  readonly views: bigint;
  readonly likes: bigint | null;
  readonly comments: bigint | null;
  readonly shares: bigint | null;
  readonly interactions: bigint;
  readonly engagementRate: number | null;
  readonly lastImportedAt: Date;
}

/** In which orders campaigns are listed. */
export const CAMPAIGN_ORDERS = ['ID_ASC', 'VIEWS_DESC', 'LAST_IMPORTED_AT_DESC', 'BEST_MATCH'] as const;

export type CampaignOrder = (typeof CAMPAIGN_ORDERS)[number];

/** How a page of campaigns is asked for. */
export interface CampaignsRequest extends ListRequest<CampaignOrder> {
  /** Part of an id, whatever its case; null lists all. */
  readonly search: string | null;
}

const COLUMNS = `
  campaign.id, campaign.department_id as "departmentId", campaign.influencers as "influencerCount",
  campaign.posts as "postCount", campaign.views, campaign.likes, campaign.comments, campaign.shares, campaign.interactions,
  campaign.engagement_rate as "engagementRate", campaign.last_imported_at as "lastImportedAt"`;

const ID: OrderKey = { expression: 'campaign.id', type: 'text' };

/** Served by campaign_pkey. */
const FIND = statement(
  'campaign_find',
  `select ${COLUMNS} from campaign
    where organization_id = $1 and id = any($2::text[]) and ${withinFilter('campaign', 3)}`,
);

/**
 * $1 organization, $2 pattern of an id, $3 to $5 what may be seen. Served by campaign_pkey, campaign_organization_id_views_id_idx and
 * campaign_organization_id_last_imported_at_id_idx, each in its order; what is searched for is sorted.
 */
const CAMPAIGNS = defineList<CampaignOrder>({
  name: 'campaign_list',
  columns: COLUMNS,
  from: 'campaign',
  where: `campaign.organization_id = $1 and ($2::text is null or campaign.id ilike $2) and ${withinFilter('campaign', 3)}`,
  parameters: 5,
  orders: {
    ID_ASC: { keys: [ID], direction: 'asc' },
    VIEWS_DESC: { keys: [{ expression: 'campaign.views', type: 'bigint' }, ID], direction: 'desc' },
    LAST_IMPORTED_AT_DESC: {
      keys: [{ expression: 'campaign.last_imported_at', type: 'timestamptz' }, ID],
      direction: 'desc',
    },
    BEST_MATCH: {
      keys: [{ expression: matchRank('campaign.id', '$2'), type: 'bigint' }, ID],
      direction: 'asc',
    },
  },
});

/** The campaigns that the reader may see. */
export async function listCampaigns(
  { database, organizationId, permissions }: Reader,
  { search, ...request }: CampaignsRequest,
): Promise<Page<Campaign>> {
  return readList<Campaign, CampaignOrder>(
    database,
    CAMPAIGNS,
    [
      organizationId,
      search === null ? null : patternOfPart(search),
      ...filterValues(permissions.filter('READ', 'CAMPAIGN')),
    ],
    request,
  );
}

/** The campaigns with these ids, in the order of the ids; undefined where there is none, or it may not be seen. */
export async function findCampaigns(
  { database, organizationId, permissions }: Reader,
  ids: readonly string[],
): Promise<(Campaign | undefined)[]> {
  const campaigns = await database.query<Campaign>(FIND, [
    organizationId,
    [...ids],
    ...filterValues(permissions.filter('READ', 'CAMPAIGN')),
  ]);
  const byId = new Map(campaigns.map((campaign) => [campaign.id, campaign]));
  return ids.map((id) => byId.get(id));
}
