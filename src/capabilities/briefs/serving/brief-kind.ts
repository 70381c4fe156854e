import { z } from 'zod';
import { statement } from '../../../platform/storage/database.ts';
import type { ResourceKind } from '../../access/index.ts';

/** Served by brief_pkey. */
const FIND = statement(
  'brief_find_department',
  'select department_id as "departmentId" from brief where organization_id = $1 and id = $2::uuid',
);
const ASSIGN = statement(
  'brief_assign',
  'update brief set department_id = $3 where organization_id = $1 and id = $2::uuid',
);

const REMOVE = statement('brief_remove', 'delete from brief where organization_id = $1 and id = $2::uuid');

/** Where briefs belong. */
export const briefKind: ResourceKind = {
  async find(database, organizationId, id) {
    if (!z.uuid().safeParse(id).success) return undefined;
    const [found] = await database.query<{ departmentId: string | null }>(FIND, [organizationId, id]);
    return found;
  },
  async assign(session, organizationId, id, departmentId) {
    await session.query(ASSIGN, [organizationId, id, departmentId]);
  },
  async remove(session, organizationId, id) {
    await session.query(REMOVE, [organizationId, id]);
  },
};
