import { contribute } from '../../../platform/composition/contributions.ts';
import type { Database } from '../../../platform/storage/database.ts';
import { requireDepartment } from '../department/department.ts';
import { findOrganizationOf, findOwnOrganization } from '../organization/organization.ts';
import { NODES } from './node-kinds.ts';

/**
 * How the nodes of this capability are found by what their nodeId holds.
 * @param database as the owner: a person may ask for any organization of theirs
 */
export function createAccessNodes(database: Database) {
  return [
    contribute(NODES, {
      type: 'Department',
      resource: 'DEPARTMENT',
      find: (context, [id = '']) => requireDepartment(context, id, 'id'),
    }),
    contribute(NODES, {
      type: 'Organization',
      resource: 'ORGANIZATION',
      find: (context, [id = '']) => {
        const { viewer } = context;
        return viewer.kind === 'PERSON' && viewer.id !== null && id !== viewer.organizationId
          ? findOrganizationOf(database, viewer.id, id)
          : findOwnOrganization(context).then((own) => (own?.id === id ? own : undefined));
      },
    }),
  ];
}
