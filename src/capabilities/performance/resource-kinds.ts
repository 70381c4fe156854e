import { statement } from '../../platform/storage/database.ts';
import { type ResourceKind } from '../access/index.ts';
import { encodePublication, PUBLICATIONS_CHANNEL } from './publications.ts';

/** Served by campaign_pkey. */
const FIND_CAMPAIGN = statement(
  'campaign_find_department',
  'select department_id as "departmentId" from campaign where organization_id = $1 and id = $2',
);
const ASSIGN_CAMPAIGN = statement(
  'campaign_assign',
  'update campaign set department_id = $3 where organization_id = $1 and id = $2',
);

/** Served by import_organization_id_id_key. */
const FIND_IMPORT = statement(
  'import_find_department',
  'select department_id as "departmentId" from import where organization_id = $1 and id = $2::bigint',
);
const ASSIGN_IMPORT = statement(
  'import_assign',
  'update import set department_id = $3 where organization_id = $1 and id = $2::bigint',
);

const NOTIFY = statement('resource_notify', 'select pg_notify($1, $2)');

interface Place {
  readonly departmentId: string | null;
}

/** Where campaigns belong. Every process remembers it with their revisions, and hears of a change as of a publication. */
export const campaignKind: ResourceKind = {
  async find(database, organizationId, id) {
    const [found] = await database.query<Place>(FIND_CAMPAIGN, [organizationId, id]);
    return found;
  },
  async assign(session, organizationId, id, departmentId) {
    await session.query(ASSIGN_CAMPAIGN, [organizationId, id, departmentId]);
    await session.query(NOTIFY, [PUBLICATIONS_CHANNEL, encodePublication(organizationId, [id])]);
  },
};

/** Where imports belong. */
export const importKind: ResourceKind = {
  async find(database, organizationId, id) {
    if (!/^\d{1,18}$/.test(id)) return undefined;
    const [found] = await database.query<Place>(FIND_IMPORT, [organizationId, id]);
    return found;
  },
  async assign(session, organizationId, id, departmentId) {
    await session.query(ASSIGN_IMPORT, [organizationId, id, departmentId]);
  },
};
