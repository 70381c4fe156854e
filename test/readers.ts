import { createPermissions, type Reader } from '../src/capabilities/access/contract.ts';
import type { Database } from '../src/platform/storage/database.ts';

/** Somebody who may see everything of an organization. */
export function adminOf(database: Database, organizationId = 'default'): Reader {
  return {
    database: database.forOrganization(organizationId),
    organizationId,
    permissions: createPermissions({ organizationRoles: ['ADMIN'], departmentRoles: [], grants: [] }),
  };
}
