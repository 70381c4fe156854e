import { byCreation, byName, defineList } from '../../../platform/graph/ordered-list.ts';
import { statement } from '../../../platform/storage/database.ts';

export const MEMBER_COLUMNS = `
  membership.id, membership.person_id as "personId", membership.department_id as "departmentId", membership.role,
  membership.created_at as "createdAt", person.name, person.email`;

const IS_VISIBLE =
  'membership.organization_id = $1 and ($2::boolean or membership.department_id = any ($3::text[]))';
const ORDERS = { ...byName('person.name', 'membership.id'), ...byCreation('membership') };
const FROM = 'membership join person on person.id = membership.person_id';

/**
 * By name: served by membership_pkey, and sorted, as an organization has people by the thousand at most. By creation: served by
 * membership_organization_id_created_at_id_idx.
 */
export const LIST_MEMBERS = defineList({
  name: 'member_list',
  columns: MEMBER_COLUMNS,
  from: FROM,
  where: `${IS_VISIBLE} and ($4::text is null or membership.department_id = $4)`,
  parameters: 4,
  orders: ORDERS,
});

/** Served by membership_organization_id_person_id_department_id_key: a person has few. */
export const LIST_MEMBERSHIPS_OF = defineList({
  name: 'member_list_of',
  columns: MEMBER_COLUMNS,
  from: FROM,
  where: `${IS_VISIBLE} and membership.person_id = $4`,
  parameters: 4,
  orders: ORDERS,
});

export type MemberOrder = keyof typeof ORDERS;

/** Served by membership_organization_id_person_id_department_id_key, as are the three below. */
export const FIND_MEMBERSHIP = statement(
  'member_find',
  `select ${MEMBER_COLUMNS}
     from membership join person on person.id = membership.person_id
    where membership.organization_id = $1 and membership.person_id = $2
      and membership.department_id is not distinct from $3`,
);

export const FIND_MEMBERSHIPS_OF = statement(
  'member_find_all_of',
  `select ${MEMBER_COLUMNS}
     from membership join person on person.id = membership.person_id
    where membership.organization_id = $1 and membership.person_id = $2
    order by membership.id`,
);

export const SET_ROLE = statement(
  'member_set_role',
  `insert into membership (organization_id, person_id, department_id, role) values ($1, $2, $3, $4)
   on conflict (organization_id, person_id, department_id) do update set role = excluded.role`,
);

export const REMOVE = statement(
  'member_remove',
  `delete from membership
    where organization_id = $1 and person_id = $2 and department_id is not distinct from $3`,
);

/** An organization keeps an admin: those who would take the last two away at once wait for each other. */
export const LOCK_ADMINS = statement(
  'member_lock_admins',
  `select person_id as "personId" from membership
    where organization_id = $1 and department_id is null and role = 'ADMIN' for update`,
);

/** What somebody who has left still had. */
export const FORGET_GRANTS = statement(
  'member_forget_grants',
  `delete from resource_grant where organization_id = $1 and person_id = $2
      and not exists (select 1 from membership where organization_id = $1 and person_id = $2)`,
);

export const REVOKE_TOKENS = statement(
  'member_revoke_tokens',
  `update api_token set revoked_at = clock_timestamp()
    where organization_id = $1 and person_id = $2 and revoked_at is null
      and not exists (select 1 from membership where organization_id = $1 and person_id = $2)`,
);
