import { randomUUID } from 'node:crypto';
import { CallerError } from '../../../errors.ts';
import {
  byCreation,
  byName,
  defineList,
  type ListRequest,
  readList,
} from '../../../platform/graph/ordered-list.ts';
import type { Page } from '../../../platform/graph/page.ts';
import {
  type Database,
  type OrganizationDatabase,
  type Session as SqlSession,
  statement,
} from '../../../platform/storage/database.ts';
import { writeAudit } from '../audit/audit.ts';
import { changeAccess } from '../change.ts';
import { checkName } from '../names.ts';
import { requireInDepartment } from '../rules/decide.ts';
import { ROLES, type Role } from '../rules/rules.ts';
import type { AccessMemory } from '../viewer/access-memory.ts';
import type { Actor, RequestOrigin } from '../viewer/context.ts';
import type { Viewer } from '../viewer/viewer.ts';

/** A tenant. */
export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  /** Whoever holds one of these needs a second factor. */
  readonly secondFactorRoles: readonly Role[];
  /** When it is deleted; null: not. */
  readonly deletionDueAt: Date | null;
}

export const COLUMNS =
  'id, name, created_at as "createdAt", second_factor_roles as "secondFactorRoles", deletion_due_at as "deletionDueAt"';

const FIND = statement('organization_find', `select ${COLUMNS} from organization where id = $1`);

/**
 * Served by membership_person_id_idx, and sorted: those of one person are few. As the owner: it looks over organizations, at
 * those of one person.
 */
const LIST_OF = defineList({
  name: 'organization_list_of',
  columns: COLUMNS,
  from: 'organization',
  where:
    'id in (select organization_id from membership where person_id = $1) and ($2::text is null or id = $2)',
  parameters: 2,
  orders: { ...byName('organization.name', 'organization.id'), ...byCreation('organization') },
});

export type OrganizationOrder = keyof (typeof LIST_OF)['orders'];

/** Served by membership_person_id_idx. As the owner, too. */
const FIND_OF = statement(
  'organization_find_of',
  `select ${COLUMNS} from organization
    where id = $2 and id in (select organization_id from membership where person_id = $1)`,
);

const RENAME = statement(
  'organization_rename',
  `update organization set name = $2 where id = $1 returning ${COLUMNS}`,
);

const REQUIRE_SECOND_FACTOR = statement(
  'organization_require_second_factor',
  `update organization set second_factor_roles = $2::text[] where id = $1 returning ${COLUMNS}`,
);

const CREATE = statement(
  'organization_create',
  `insert into organization (id, name) values ($1, $2) returning ${COLUMNS}`,
);

const ADD_ADMIN = statement(
  'organization_add_admin',
  `insert into membership (organization_id, person_id, role) values ($1, $2, 'ADMIN')`,
);

/** The organization that the viewer looks at; undefined for somebody who is in none. */
export async function findOrganization(
  database: OrganizationDatabase,
  organizationId: string,
): Promise<Organization | undefined> {
  const [found] = await database.query<Organization>(FIND, [organizationId]);
  return found;
}

/** The same as the viewer may see it: undefined for a guest, too. */
export async function findOwnOrganization({
  viewer,
  database,
}: Pick<Actor, 'viewer' | 'database'>): Promise<Organization | undefined> {
  return viewer.permissions.allowsSomewhere('READ', 'ORGANIZATION')
    ? findOrganization(database, viewer.organizationId)
    : undefined;
}

/** Every organization of a person; to a program, the one that its token belongs to; none to a guest. */
export async function listOrganizationsOf(
  database: Database,
  { kind, id, organizationId, permissions }: Viewer,
  page: ListRequest<OrganizationOrder>,
): Promise<Page<Organization>> {
  const isProgram = kind === 'API_TOKEN' && permissions.allowsSomewhere('READ', 'ORGANIZATION');
  const values = [kind === 'PERSON' || isProgram ? id : null, kind === 'PERSON' ? null : organizationId];
  return readList<Organization, OrganizationOrder>(database, LIST_OF, values, page);
}

/** One organization of a person; undefined where they have none with this id. */
export async function findOrganizationOf(
  database: Database,
  personId: string,
  id: string,
): Promise<Organization | undefined> {
  const [found] = await database.query<Organization>(FIND_OF, [personId, id]);
  return found;
}

/** Gives the viewer's organization another name. */
export async function renameOrganization(
  memory: AccessMemory,
  actor: Actor,
  name: string,
): Promise<Organization> {
  const { organizationId, permissions } = actor.viewer;
  const checked = checkName('name', name);
  requireInDepartment(permissions, 'UPDATE', { resource: 'ORGANIZATION', departmentId: null });
  return changeAccess(memory, actor, async (session) => {
    const [renamed] = await session.query<Organization>(RENAME, [organizationId, checked]);
    if (renamed === undefined) throw new CallerError('NOT_FOUND', 'You do not belong to an organization.');
    const details = { name: checked };
    return {
      result: renamed,
      audit: {
        action: 'organization.renamed',
        resource: 'ORGANIZATION',
        resourceId: organizationId,
        departmentId: null,
        details,
      },
    };
  });
}

/** Names the roles that need a second factor: whoever holds one, and has none, sees nothing of the organization until they do. */
export async function requireSecondFactor(
  memory: AccessMemory,
  actor: Actor,
  roles: readonly Role[],
): Promise<Organization> {
  const { organizationId, permissions } = actor.viewer;
  requireInDepartment(permissions, 'UPDATE', { resource: 'ORGANIZATION', departmentId: null });
  const named = ROLES.filter((role) => roles.includes(role));
  return changeAccess(memory, actor, async (session) => {
    const [changed] = await session.query<Organization>(REQUIRE_SECOND_FACTOR, [organizationId, named]);
    if (changed === undefined) throw new CallerError('NOT_FOUND', 'You do not belong to an organization.');
    return {
      result: changed,
      audit: {
        action: 'second-factor.required',
        resource: 'ORGANIZATION',
        resourceId: organizationId,
        departmentId: null,
        details: { roles: named },
      },
    };
  });
}

/** Makes an organization with this person as its ADMIN, in the caller's transaction. */
export async function createOrganizationOf(
  session: SqlSession,
  origin: RequestOrigin,
  personId: string,
  name: string,
): Promise<Organization> {
  const [created] = await session.query<Organization>(CREATE, [randomUUID(), name]);
  if (created === undefined) throw new Error('the database gave no organization back');
  await session.query(ADD_ADMIN, [created.id, personId]);
  const viewer = { kind: 'PERSON' as const, id: personId, organizationId: created.id };
  await writeAudit(
    session,
    { viewer, origin },
    {
      action: 'organization.created',
      resource: 'ORGANIZATION',
      resourceId: created.id,
      departmentId: null,
      details: { name },
    },
  );
  return created;
}

/** Makes a further organization for somebody who has an account. */
export async function createOrganization(
  database: Database,
  origin: RequestOrigin,
  personId: string,
  name: string,
): Promise<Organization> {
  const checked = checkName('name', name);
  return database.transaction((session) => createOrganizationOf(session, origin, personId, checked));
}
