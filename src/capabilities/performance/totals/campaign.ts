import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../../platform/graph/cursor.ts';
import { type Page, toPage } from '../../../platform/graph/page.ts';
import type { Campaign } from '../../../platform/storage/generated/client.ts';
import { type Reader, whereWithin } from '../../access/contract.ts';

/** How a page of campaigns is asked for. */
export interface CampaignsRequest {
  readonly first: number;
  readonly after: string | null;
  /** Part of an id, whatever its case; null lists all. */
  readonly search: string | null;
}

const Cursor = z.tuple([z.string()]);

/** The campaigns that the reader may see, in the order of their ids. Served by campaign_pkey. */
export async function listCampaigns(
  { database, organizationId, permissions }: Reader,
  request: CampaignsRequest,
): Promise<Page<Campaign>> {
  const { first, search } = request;
  const after = request.after === null ? undefined : decodeCursor(request.after, Cursor);
  const campaigns = await database.prisma.campaign.findMany({
    where: {
      ...whereWithin(permissions.filter('READ', 'CAMPAIGN')),
      organizationId,
      id: {
        ...(after === undefined ? {} : { gt: after[0] }),
        ...(search === null ? {} : { contains: escapePattern(search), mode: 'insensitive' }),
      },
    },
    orderBy: { id: 'asc' },
    take: first + 1,
  });
  return toPage(campaigns, { first, after }, ({ id }) => encodeCursor([id]));
}

/** The campaigns with these ids, in the order of the ids; undefined where there is none, or it may not be seen. */
export async function findCampaigns(
  { database, organizationId, permissions }: Reader,
  ids: readonly string[],
): Promise<(Campaign | undefined)[]> {
  const campaigns = await database.prisma.campaign.findMany({
    where: { ...whereWithin(permissions.filter('READ', 'CAMPAIGN')), organizationId, id: { in: [...ids] } },
  });
  const byId = new Map(campaigns.map((campaign) => [campaign.id, campaign]));
  return ids.map((id) => byId.get(id));
}

/** Prisma hands `contains` to LIKE as it is, where % and _ stand for any letters. */
function escapePattern(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
