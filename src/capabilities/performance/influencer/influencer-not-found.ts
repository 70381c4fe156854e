import { CallerError } from '../../../errors.ts';
import { type Database, type OrganizationDatabase, statement } from '../../../platform/storage/database.ts';
import { filterValues, type ResourceFilter } from '../../access/contract.ts';
import { findNearIds } from '../totals/campaign-not-found.ts';
import { isVisible } from './influencer.ts';

/** How many ids on either side, in their order, are compared with the one that was asked for. */
const NEIGHBOURS = 200;

/** Served by campaign_performance_organization_id_influencer_id_idx, which finds the campaigns of one influencer. */
const FIND = statement(
  'influencer_find_visible',
  `select 1 as found from campaign_performance
    where organization_id = $1 and influencer_id = $2 and ${isVisible(3)} limit 1`,
);

/** Served by influencer_pkey: some hundred ids around the one asked for, and of those the ones that may be seen. */
const FIND_NEIGHBOURS = statement(
  'influencer_find_neighbours',
  `select id from (
     (select id from influencer where organization_id = $1 and id >= $2 order by id limit $3)
     union all
     (select id from influencer where organization_id = $1 and id < $2 order by id desc limit $3)
   ) as near
   where exists (
     select 1 from campaign_performance
      where organization_id = $1 and influencer_id = near.id and ${isVisible(4)}
   )`,
);

/** Whose creators are meant: those of an organization with posts in campaigns that may be seen. */
export interface InfluencersVisible {
  readonly organizationId: string;
  readonly visible: ResourceFilter;
}

/**
 * Lets a creator pass whom the team knows.
 * @throws CallerError NOT_FOUND that names near ids
 */
export async function requireKnownInfluencer(
  database: Database,
  influencers: InfluencersVisible,
  id: string,
): Promise<void> {
  const { organizationId, visible } = influencers;
  const ours = database.forOrganization(organizationId);
  const found = await ours.query(FIND, [organizationId, id, ...filterValues(visible)]);
  if (found.length === 0) throw await influencerNotFound(ours, influencers, id);
}

/** The error for a creator who has no posts in a campaign that may be seen, naming those who have and are spelled alike. */
export async function influencerNotFound(
  database: OrganizationDatabase,
  { organizationId, visible }: InfluencersVisible,
  id: string,
): Promise<CallerError> {
  const rows = await database.query<{ id: string }>(FIND_NEIGHBOURS, [
    organizationId,
    id,
    NEIGHBOURS,
    ...filterValues(visible),
  ]);
  const nearIds = findNearIds(
    id,
    rows.map((row) => row.id),
  );
  const hint =
    nearIds.length === 0
      ? 'An influencer is found by the very id that the exports give.'
      : `Did you mean ${nearIds.map((near) => JSON.stringify(near)).join(' or ')}?`;
  return new CallerError('NOT_FOUND', `There is no influencer ${JSON.stringify(id.slice(0, 100))}. ${hint}`, {
    nearIds,
  });
}
