import { statement } from '../../../platform/storage/database.ts';
import type { ResourceKind } from '../../access/index.ts';
import { encodePublication, PUBLICATIONS_CHANNEL } from '../publications.ts';

/** Served by campaign_pkey. */
const FIND_CAMPAIGN = statement(
  'campaign_find_department',
  'select department_id as "departmentId" from campaign where organization_id = $1 and id = $2',
);
const ASSIGN_CAMPAIGN = statement(
  'campaign_assign',
  'update campaign set department_id = $3 where organization_id = $1 and id = $2',
);

const NOTIFY = statement('resource_notify', 'select pg_notify($1, $2)');

/** Where campaigns belong. Every process remembers it with their revisions, and hears of a change as of a publication. */
export const campaignKind: ResourceKind = {
  async find(database, organizationId, id) {
    const [found] = await database.query<{ departmentId: string | null }>(FIND_CAMPAIGN, [
      organizationId,
      id,
    ]);
    return found;
  },
  async assign(session, organizationId, id, departmentId) {
    await session.query(ASSIGN_CAMPAIGN, [organizationId, id, departmentId]);
    await session.query(NOTIFY, [PUBLICATIONS_CHANNEL, encodePublication(organizationId, [id])]);
  },
};
