import { type Database, statement } from '../../../platform/storage/database.ts';
import type { Actor } from '../viewer/context.ts';

/** A person with an account. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly createdAt: Date;
}

const FIND = statement(
  'person_find',
  'select id, name, email, created_at as "createdAt" from person where id = $1',
);

/** The person with this id. As the owner: people belong to no organization, so row-level security does not cover them. */
export async function findPerson(database: Database, id: string): Promise<Person | undefined> {
  const [person] = await database.query<Person>(FIND, [id]);
  return person;
}

/**
 * The viewer themself, and whoever has a role where the viewer may see who has which.
 * Served by person_pkey and membership_organization_id_person_id_department_id_key.
 */
const FIND_VISIBLE = statement(
  'person_find_visible',
  `select id, name, email, created_at as "createdAt" from person
    where id = any ($1::text[])
      and (id = $2 or exists (
        select 1 from membership
         where organization_id = $3 and person_id = person.id
           and ($4::boolean or department_id = any ($5::text[]))))`,
);

/** The people with these ids; undefined where the viewer may see nobody with this id. */
export async function findVisiblePeople(
  { viewer, database }: Pick<Actor, 'viewer' | 'database'>,
  ids: readonly string[],
): Promise<(Person | undefined)[]> {
  const { everything, departmentIds } = viewer.permissions.filter('READ', 'MEMBER');
  const own = viewer.kind === 'GUEST' ? null : viewer.id;
  const values = [[...new Set(ids)], own, viewer.organizationId, everything, departmentIds];
  const found = await database.query<Person>(FIND_VISIBLE, values);
  const byId = new Map(found.map((person) => [person.id, person]));
  return ids.map((id) => byId.get(id));
}
