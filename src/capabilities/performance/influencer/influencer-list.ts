import {
  defineList,
  type ListRequest,
  type OrderKey,
  readList,
} from '../../../platform/graph/ordered-list.ts';
import type { Page } from '../../../platform/graph/page.ts';
import { matchRank, patternOfPart } from '../../../platform/storage/like-pattern.ts';
import { filterValues, type Reader } from '../../access/contract.ts';
import { findInfluencers, type InfluencerTotals, isVisible } from './influencer.ts';

/** In which orders influencers are listed. */
export const INFLUENCER_ORDERS = ['ID_ASC', 'BEST_MATCH'] as const;

export type InfluencerOrder = (typeof INFLUENCER_ORDERS)[number];

/** How a page of influencers is asked for. */
export interface InfluencersRequest extends ListRequest<InfluencerOrder> {
  /** Part of an id, whatever its case; null lists all. */
  readonly search: string | null;
}

const ID: OrderKey = { expression: 'influencer.id', type: 'text' };

/**
 * $1 organization, $2 pattern of an id, $3 to $5 what may be seen. Served by influencer_pkey, which is read in the order of the ids until
 * the page is full, and for each by campaign_performance_organization_id_influencer_id_idx; by the best match all ids are read and those that hold
 * the text are sorted.
 */
const INFLUENCERS = defineList<InfluencerOrder>({
  name: 'influencer_list',
  columns: 'influencer.id',
  from: 'influencer',
  where: `influencer.organization_id = $1 and ($2::text is null or influencer.id ilike $2) and exists (
    select 1 from campaign_performance
     where campaign_performance.organization_id = $1 and campaign_performance.influencer_id = influencer.id and ${isVisible(3)})`,
  parameters: 5,
  orders: {
    ID_ASC: { keys: [ID], direction: 'asc' },
    BEST_MATCH: {
      keys: [{ expression: matchRank('influencer.id', '$2'), type: 'bigint' }, ID],
      direction: 'asc',
    },
  },
});

/** The influencers with posts in campaigns that the reader may see, with their sums over those. */
export async function listInfluencers(
  reader: Reader,
  { search, ...request }: InfluencersRequest,
): Promise<Page<InfluencerTotals>> {
  const { database, organizationId, permissions } = reader;
  const page = await readList<Pick<InfluencerTotals, 'id'>, InfluencerOrder>(
    database,
    INFLUENCERS,
    [
      organizationId,
      search === null ? null : patternOfPart(search),
      ...filterValues(permissions.filter('READ', 'CAMPAIGN')),
    ],
    request,
  );
  const found = await findInfluencers(
    reader,
    page.edges.map(({ node }) => node.id),
  );
  return {
    ...page,
    // One whose last posts an import took away between the two statements is left out.
    edges: page.edges.flatMap(({ cursor }, index) => {
      const node = found[index];
      return node === undefined ? [] : [{ cursor, node }];
    }),
  };
}
