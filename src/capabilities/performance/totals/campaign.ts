import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../../platform/graph/cursor.ts';
import { type Page, toPage } from '../../../platform/graph/page.ts';
import { type SqlValue, type Statement, statement } from '../../../platform/storage/database.ts';
import { patternOfPart } from '../../../platform/storage/like-pattern.ts';
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
export const CAMPAIGN_ORDERS = ['ID_ASC', 'VIEWS_DESC', 'LAST_IMPORTED_AT_DESC'] as const;

export type CampaignOrder = (typeof CAMPAIGN_ORDERS)[number];

/** How a page of campaigns is asked for. */
export interface CampaignsRequest {
  readonly first: number;
  readonly after: string | null;
  readonly orderBy: CampaignOrder;
  /** Part of an id, whatever its case; null lists all. */
  readonly search: string | null;
}

const COLUMNS = `
  campaign.id, campaign.department_id as "departmentId", campaign.influencers as "influencerCount",
  campaign.posts as "postCount", campaign.views, campaign.likes, campaign.comments, campaign.shares, campaign.interactions,
  campaign.engagement_rate as "engagementRate", campaign.last_imported_at as "lastImportedAt"`;

/** Served by campaign_pkey. */
const FIND = statement(
  'campaign_find',
  `select ${COLUMNS} from campaign
    where organization_id = $1 and id = any($2::text[]) and ${withinFilter('campaign', 3)}`,
);

/** $1 organization, $2 pattern of an id, $3 to $5 what may be seen. */
const LISTED = `organization_id = $1 and ($2::text is null or id ilike $2) and ${withinFilter('campaign', 3)}`;

const COUNT = statement('campaign_count', `select count(*) as count from campaign where ${LISTED}`);

/** One order of the list: its statement, $6 rows after the cursor's values in $7 and $8, and what a cursor holds. */
interface Order {
  readonly statement: Statement;
  readonly cursor: z.ZodType<readonly string[]>;
  /** What of a cursor stands for $7 and $8; of none, nulls. */
  valuesOf(cursor: readonly string[] | undefined): SqlValue[];
  cursorOf(campaign: Campaign): string[];
}

const list = (order: CampaignOrder, after: string, by: string) =>
  statement(
    `campaign_list_${order.toLowerCase()}`,
    `select ${COLUMNS} from campaign where ${LISTED} and ${after} order by ${by} limit $6`,
  );

const count = z.string().regex(/^\d{1,19}$/);

const ORDERS: Readonly<Record<CampaignOrder, Order>> = {
  // Served by campaign_pkey.
  ID_ASC: {
    statement: list('ID_ASC', `($7::text is null or id > $7)`, 'id'),
    cursor: z.tuple([z.literal('ID_ASC'), z.string()]),
    valuesOf: (cursor) => [cursor?.[1] ?? null],
    cursorOf: ({ id }) => ['ID_ASC', id],
  },
  // Served by campaign_organization_id_views_id_idx.
  VIEWS_DESC: {
    statement: list(
      'VIEWS_DESC',
      `($7::bigint is null or (views, id) < ($7::bigint, $8::text))`,
      'views desc, id desc',
    ),
    cursor: z.tuple([z.literal('VIEWS_DESC'), count, z.string()]),
    valuesOf: (cursor) => [cursor?.[1] ?? null, cursor?.[2] ?? null],
    cursorOf: ({ views, id }) => ['VIEWS_DESC', String(views), id],
  },
  // Served by campaign_organization_id_last_imported_at_id_idx.
  LAST_IMPORTED_AT_DESC: {
    statement: list(
      'LAST_IMPORTED_AT_DESC',
      `($7::timestamptz is null or (last_imported_at, id) < ($7::timestamptz, $8::text))`,
      'last_imported_at desc, id desc',
    ),
    cursor: z.tuple([z.literal('LAST_IMPORTED_AT_DESC'), z.iso.datetime(), z.string()]),
    valuesOf: (cursor) => [cursor?.[1] ?? null, cursor?.[2] ?? null],
    cursorOf: ({ lastImportedAt, id }) => ['LAST_IMPORTED_AT_DESC', lastImportedAt.toISOString(), id],
  },
};

/** The campaigns that the reader may see. */
export async function listCampaigns(
  { database, organizationId, permissions }: Reader,
  request: CampaignsRequest,
): Promise<Page<Campaign>> {
  const { first, search } = request;
  const order = ORDERS[request.orderBy];
  const after = request.after === null ? undefined : decodeCursor(request.after, order.cursor);
  const listed = [
    organizationId,
    search === null ? null : patternOfPart(search),
    ...filterValues(permissions.filter('READ', 'CAMPAIGN')),
  ];
  const campaigns = await database.query<Campaign>(order.statement, [
    ...listed,
    first + 1,
    ...order.valuesOf(after),
  ]);
  return toPage(
    campaigns,
    { first, after },
    (campaign) => encodeCursor(order.cursorOf(campaign)),
    async () => (await database.query<{ count: bigint }>(COUNT, listed))[0]?.count ?? 0n,
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
