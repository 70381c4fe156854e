import { statement } from '../../../platform/storage/database.ts';
import type { ResourceKind } from '../../access/index.ts';

/** Served by import_organization_id_id_key. */
const FIND_IMPORT = statement(
  'import_find_department',
  'select department_id as "departmentId" from import where organization_id = $1 and id = $2::bigint',
);
const ASSIGN_IMPORT = statement(
  'import_assign',
  'update import set department_id = $3 where organization_id = $1 and id = $2::bigint',
);

/** How access finds and changes the department of an import. */
export const importKind: ResourceKind = {
  async find(database, organizationId, id) {
    if (!/^\d{1,18}$/.test(id)) return undefined;
    const [found] = await database.query<{ departmentId: string | null }>(FIND_IMPORT, [organizationId, id]);
    return found;
  },
  async assign(session, organizationId, id, departmentId) {
    await session.query(ASSIGN_IMPORT, [organizationId, id, departmentId]);
  },
};
