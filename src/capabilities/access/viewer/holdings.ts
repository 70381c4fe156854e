import { type OrganizationSession, statement } from '../../../platform/storage/database.ts';
import type { Holdings } from '../rules/permissions.ts';
import type { Access, Role, Shareable } from '../rules/rules.ts';

/**
 * Every role of a person ($2) in an organization ($1), carried down the departments, and every grant that reaches them:
 * to the person, or to a department in which a role of theirs holds or beneath which they have one.
 * Served by membership_organization_id_person_id_department_id_key, department_organization_id_parent_id_name_key and the
 * two indexes of resource_grant by grantee.
 */
const FIND_HOLDINGS = statement(
  'holdings_find',
  `with recursive held as (
     select department_id, role from membership where organization_id = $1 and person_id = $2
   ),
   reach as (
     select department_id, role from held where department_id is not null
     union
     select department.id, reach.role
       from reach join department on department.organization_id = $1 and department.parent_id = reach.department_id
   ),
   above as (
     select department_id from held where department_id is not null
     union
     select department.parent_id
       from above join department on department.organization_id = $1 and department.id = above.department_id
      where department.parent_id is not null
   )
   select 'ROLE' as kind, department_id as "departmentId", role as held, null as resource, null as id
     from held where department_id is null
   union all
   select 'ROLE', department_id, role, null, null from reach
   union all
   select 'GRANT', null, access, resource, resource_id from resource_grant
    where organization_id = $1
      and (person_id = $2
        or department_id in (select department_id from reach union select department_id from above)
        or (department_id is not null and exists (select 1 from held where department_id is null)))`,
);

type HoldingsRow =
  | { readonly kind: 'ROLE'; readonly departmentId: string | null; readonly held: Role }
  | { readonly kind: 'GRANT'; readonly held: Access; readonly resource: Shareable; readonly id: string };

/** What a person holds in an organization; undefined for somebody who is no member of it. */
export async function findHoldings(
  session: OrganizationSession,
  organizationId: string,
  personId: string,
): Promise<Holdings | undefined> {
  const rows = await session.query<HoldingsRow>(FIND_HOLDINGS, [organizationId, personId]);
  const organizationRoles: Role[] = [];
  const departmentRoles: { departmentId: string; role: Role }[] = [];
  const grants: { resource: Shareable; id: string; access: Access }[] = [];
  for (const row of rows) {
    if (row.kind === 'GRANT') grants.push({ resource: row.resource, id: row.id, access: row.held });
    else if (row.departmentId === null) organizationRoles.push(row.held);
    else departmentRoles.push({ departmentId: row.departmentId, role: row.held });
  }
  const isMember = organizationRoles.length > 0 || departmentRoles.length > 0;
  return isMember ? { organizationRoles, departmentRoles, grants } : undefined;
}
