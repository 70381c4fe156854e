import { distance } from 'fastest-levenshtein';
import { CallerError } from '../../../errors.ts';
import { type OrganizationDatabase, statement } from '../../../platform/storage/database.ts';
import { filterValues, type ResourceFilter, withinFilter } from '../../access/contract.ts';

/** How many ids on either side, in their order, are compared with the one that was asked for. */
const NEIGHBOURS = 200;
const MOST_SUGGESTIONS = 3;

/** Served by campaign_pkey: a few hundred ids around the one asked for, however many campaigns there are. */
const FIND_NEIGHBOURS = statement(
  'campaign_find_neighbours',
  `(select id from campaign where organization_id = $1 and id >= $2 and ${withinFilter('campaign', 4)} order by id limit $3)
   union all
   (select id from campaign where organization_id = $1 and id < $2 and ${withinFilter('campaign', 4)} order by id desc limit $3)`,
);

/** An organization's campaigns, as far as somebody may see them. */
export interface CampaignsVisible {
  readonly database: OrganizationDatabase;
  readonly organizationId: string;
  readonly visible: ResourceFilter;
}

/** The error for a campaign that does not exist, or may not be seen, naming those to be seen that are spelled alike. */
export async function campaignNotFound(
  { database, organizationId, visible }: CampaignsVisible,
  campaignId: string,
): Promise<CallerError> {
  const rows = await database.query<{ id: string }>(FIND_NEIGHBOURS, [
    organizationId,
    campaignId,
    NEIGHBOURS,
    ...filterValues(visible),
  ]);
  const nearIds = findNearIds(
    campaignId,
    rows.map(({ id }) => id),
  );
  const hint =
    nearIds.length > 0
      ? `Did you mean ${nearIds.map((id) => JSON.stringify(id)).join(' or ')}?`
      : rows.length > 0
        ? 'The query campaigns lists the existing ones.'
        : 'There is no campaign yet: import an export first.';
  return new CallerError(
    'NOT_FOUND',
    `There is no campaign ${JSON.stringify(shorten(campaignId))}. ${hint}`,
    { nearIds },
  );
}

/**
 * Those of the ids that differ from the one asked for in a third of its letters at the most, or in two of a short one,
 * nearest first. An id that goes on behind what was asked for counts by its beginning.
 */
export function findNearIds(asked: string, ids: readonly string[]): string[] {
  if (asked === '') return [];
  const folded = asked.toLowerCase();
  // A letter or two would be near to everything.
  const limit = Math.min(asked.length - 1, Math.max(2, Math.floor(asked.length / 3)));
  return ids
    .map((id) => ({ id, away: measureDistance(folded, id.toLowerCase()) }))
    .filter(({ away }) => away <= limit)
    .sort((left, right) => left.away - right.away || (left.id < right.id ? -1 : 1))
    .slice(0, MOST_SUGGESTIONS)
    .map(({ id }) => id);
}

function measureDistance(asked: string, id: string): number {
  const beginnings = [asked.length, asked.length + 1].map((length) => id.slice(0, length));
  return Math.min(distance(asked, id), ...beginnings.map((beginning) => distance(asked, beginning) + 1));
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
